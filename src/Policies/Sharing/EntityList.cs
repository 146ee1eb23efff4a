using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Accounts, sessions, devices and API keys by pseudonym; autonomous systems and countries.</summary>
internal sealed class EntityList(string name, ListKind kind, IEnumerable<(EntityKey Entity, Validity Holds)> entries)
    : NamedList(name, kind)
{
    private readonly EntityKind _entity = ListKinds.EntityOf(kind);

    private readonly FrozenDictionary<EntityKey, Validity[]> _entries = entries.GroupBy(e => e.Entity)
        .ToFrozenDictionary(g => g.Key, g => g.Select(e => e.Holds).ToArray());

    public override bool Contains(SecurityEvent request)
    {
        var entity = request.Entity(_entity);
        return !entity.IsNone && _entries.TryGetValue(entity, out var spans) && Validity.Holds(spans, request.TimeMs);
    }
}
