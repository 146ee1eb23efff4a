using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Features.Facts;

namespace SecurityDecisioning.Features.Ordering;

/// <summary>
/// One decision worked out again from what its witness saw: begun where the base has everything of before the witness's epoch
/// and nothing of later, it is shown all that follows and takes, entity by entity, what had been applied there.
/// </summary>
public sealed class Retrace
{
    private readonly SecurityEvent _decided;
    private readonly OrderWitness _witness;
    private readonly FeatureStore _base;
    private readonly FeatureStore _scratch;
    private readonly EventEntities _entities;
    private bool _isAtEdge;

    /// <param name="base">At the witness's epoch now; goes on with the log afterwards.</param>
    /// <param name="decided">The request.</param>
    /// <param name="witness">What had reached it.</param>
    public Retrace(FeatureStore @base, SecurityEvent decided, OrderWitness witness)
    {
        (_base, _decided, _witness) = (@base, decided, witness);
        _entities = @base.EntitiesOf(decided);
        _scratch = @base.Scratch(decided);
        _isAtEdge = witness.IsAtEdge;
    }

    /// <summary>
    /// Whether something overlapped that may show in what all requests share: that is read as of the start of five seconds, and
    /// events on both sides of such an edge, or whose own time lies in others, were on their way together.
    /// </summary>
    public bool IsAtEdge => _isAtEdge;

    /// <summary>Shows the next event of the log.</summary>
    /// <param name="e">The event.</param>
    /// <param name="isNameUnknown">What the base found out when it applied it.</param>
    public void Pass(SecurityEvent e, bool isNameUnknown)
    {
        _isAtEdge |= Windows.Buckets.Of(Math.Max(0, e.TimeMs)) != Windows.Buckets.Of(Math.Max(0, _decided.TimeMs));
        var (fingerprint, its) = (_base.FingerprintOf(e), _base.EntitiesOf(e));
        var places = 0u;
        for (var i = 0; i < EventEntities.Count; i++)
        {
            if (!its.Keys[i].IsNone && its.Keys[i] == _entities.Keys[i] && _witness.Saw(i, fingerprint + (ulong)i)) places |= 1u << i;
        }

        const int Session = EntityKind.Session - EntityKind.Account;
        var isSignIn = e.Kind == EventKind.Outcome && !e.NewSession.IsNone && e.NewSession == _decided.Session
            && _witness.Saw(Session, fingerprint + EventEntities.Count);
        if (places != 0 || isSignIn) _scratch.ApplyTo(e, places, isSignIn, isNameUnknown);
    }

    /// <summary>Shows a restriction of after the epoch.</summary>
    public void Pass(Restriction restriction) => Pass(restriction.Entity, _base.FingerprintOf(restriction), s => s.Apply(restriction));

    /// <summary>Shows a lift of after the epoch.</summary>
    public void Pass(RestrictionLift lift) => Pass(lift.Entity, _base.FingerprintOf(lift), s => s.Apply(lift));

    /// <summary>Shows a case that was closed after the epoch.</summary>
    public void Pass(Case item) => Pass(item.Entity, _base.FingerprintOf(item), s => s.Apply(item));

    /// <summary>The features, once everything up to the witness's end has been shown, and applied to the base.</summary>
    public void Read(Span<float> vector) => _scratch.ApplyAllAndRead(_decided, vector);

    private void Pass(EntityKey entity, ulong fingerprint, Action<FeatureStore> apply)
    {
        for (var i = 0; i < EventEntities.Count; i++)
        {
            if (entity == _entities.Keys[i] && !entity.IsNone && _witness.Saw(i, fingerprint)) apply(_scratch);
        }
    }
}
