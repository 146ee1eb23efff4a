using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Texts, compared exactly.</summary>
internal sealed class TextList(string name, IEnumerable<(string Text, Validity Holds)> entries) : NamedList(name, ListKind.Text)
{
    private readonly FrozenDictionary<string, Validity[]> _entries = entries.GroupBy(e => e.Text)
        .ToFrozenDictionary(g => g.Key, g => g.Select(e => e.Holds).ToArray(), StringComparer.Ordinal);

    /// <summary>A text is of no entity: it is asked with <see cref="Contains(string, long)"/>.</summary>
    public override bool Contains(SecurityEvent request) => false;

    public override bool Contains(string text, long timeMs) => _entries.TryGetValue(text, out var spans) && Validity.Holds(spans, timeMs);
}
