using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Numbers;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>
/// What the assumptions so far leave possible of each thing that a condition speaks of. It always allows more than can really
/// be, never less: where nothing is left, the assumptions contradict each other.
/// </summary>
internal sealed class Situation
{
    private readonly Dictionary<string, Domain> _domains;
    private readonly Dictionary<string, PolicyVariable> _numbers;
    private readonly List<NumberRelation> _relations;

    public Situation()
        : this(new(StringComparer.Ordinal), new(StringComparer.Ordinal), [])
    {
    }

    private Situation(
        Dictionary<string, Domain> domains, Dictionary<string, PolicyVariable> numbers, List<NumberRelation> relations)
    {
        _domains = domains;
        _numbers = numbers;
        _relations = relations;
    }

    /// <summary>How much a copy costs.</summary>
    public int Size => _domains.Count + _relations.Count;

    public IReadOnlyList<NumberRelation> Relations => _relations;

    /// <summary>The number variables that something has been assumed of.</summary>
    public IReadOnlyDictionary<string, PolicyVariable> Numbers => _numbers;

    public Situation Copy() => new(new(_domains, StringComparer.Ordinal), new(_numbers, StringComparer.Ordinal), [.. _relations]);

    /// <summary>Whether anything has been assumed of it.</summary>
    public bool IsAssumed(PolicyVariable variable) => _domains.ContainsKey(KeyOf(variable));

    public NumberDomain Number(PolicyVariable variable) =>
        _domains.GetValueOrDefault(KeyOf(variable)) as NumberDomain ?? KnownValues.OfNumber(variable);

    public TextDomain Text(PolicyVariable variable) =>
        _domains.GetValueOrDefault(KeyOf(variable)) as TextDomain ?? KnownValues.OfText(variable);

    /// <summary>Assumes one thing more; false where nothing is left.</summary>
    public bool Narrow(PolicyVariable variable, NumberDomain to)
    {
        _numbers[KeyOf(variable)] = variable;
        return Set(KeyOf(variable), Number(variable).Meet(to));
    }

    public bool Narrow(PolicyVariable variable, TextDomain to) => Set(KeyOf(variable), Text(variable).Meet(to));

    public bool Narrow(string key, Domain to) => Set(key, _domains.TryGetValue(key, out var now) ? now.Meet(to) : to);

    /// <summary>Keeps a comparison of two expressions, to be held against their ranges once more is known.</summary>
    public void Add(in NumberRelation relation) => _relations.Add(relation);

    /// <summary><c>f.x</c> and <c>known(f.x)</c> speak of one thing.</summary>
    private static string KeyOf(PolicyVariable variable) => variable.Feature?.Name ?? variable.Name;

    private bool Set(string key, Domain domain)
    {
        _domains[key] = domain;
        return !domain.IsEmpty;
    }
}
