namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>Texts: some, or all but some; and what they must and must not begin with, end with and contain.</summary>
internal sealed class TextDomain : Domain
{
    private readonly HashSet<string> _values;
    private readonly bool _isExcept;
    private readonly TextTest[] _passed;
    private readonly TextTest[] _failed;

    private TextDomain(HashSet<string> values, bool isExcept, TextTest[] passed, TextTest[] failed)
    {
        _values = values;
        _isExcept = isExcept;
        _passed = passed;
        _failed = failed;
    }

    public override bool IsEmpty => _isExcept ? IsContradiction() : !_values.Any(Fits);

    public static TextDomain OneOf(IEnumerable<string> values) => new(values.ToHashSet(StringComparer.Ordinal), false, [], []);

    public static TextDomain NoneOf(IEnumerable<string> values) => new(values.ToHashSet(StringComparer.Ordinal), true, [], []);

    public static TextDomain Passing(TextTest test, bool passes) =>
        new([], true, passes ? [test] : [], passes ? [] : [test]);

    /// <summary>Whether a text can still be it.</summary>
    public bool Contains(string text) => _values.Contains(text) != _isExcept && Fits(text);

    public override Domain Meet(Domain other)
    {
        var text = (TextDomain)other;
        var (values, isExcept) = (_isExcept, text._isExcept) switch
        {
            (true, true) => (_values.Union(text._values), true),
            (true, false) => (text._values.Except(_values), false),
            (false, true) => (_values.Except(text._values), false),
            _ => (_values.Intersect(text._values), false),
        };
        return new TextDomain(
            values.ToHashSet(StringComparer.Ordinal), isExcept, [.. _passed, .. text._passed], [.. _failed, .. text._failed]);
    }

    private bool Fits(string text) => Array.TrueForAll(_passed, t => t.Holds(text)) && !Array.Exists(_failed, t => t.Holds(text));

    private bool IsContradiction() => Array.Exists(_passed, p =>
        Array.Exists(_failed, p.Implies) || Array.Exists(_passed, p.Excludes));
}
