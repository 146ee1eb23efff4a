using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Numbers;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>
/// What the assumptions so far leave possible of each thing that a condition speaks of. It always allows more than can really
/// be, never less: where nothing is left, the assumptions contradict each other. Copied for every case that is tried, so it is
/// one array for the few things that people's conditions speak of; where there are many, a dictionary finds them.
/// </summary>
internal sealed class Situation
{
    private const int Few = 16;

    private Entry[] _entries = [];
    private int _count;
    private Dictionary<string, int>? _places;
    private NumberRelation[] _relations = [];
    private int _relationCount;

    /// <summary>How much a copy costs.</summary>
    public int Size => _count + _relationCount;

    public ReadOnlySpan<NumberRelation> Relations => _relations.AsSpan(0, _relationCount);

    /// <summary>How many things something has been assumed of.</summary>
    public int Count => _count;

    /// <summary>The number variable that something has been assumed of, by its place; null for anything else.</summary>
    public PolicyVariable? NumberAt(int place) => _entries[place].Number;

    public Situation Copy() => new()
    {
        _entries = _count == 0 ? [] : _entries.AsSpan(0, _count).ToArray(),
        _count = _count,
        _places = _places is null ? null : new(_places, StringComparer.Ordinal),
        _relations = _relationCount == 0 ? [] : Relations.ToArray(),
        _relationCount = _relationCount,
    };

    /// <summary>Whether anything has been assumed of it.</summary>
    public bool IsAssumed(PolicyVariable variable) => Find(KeyOf(variable)) >= 0;

    public NumberDomain Number(PolicyVariable variable) =>
        DomainOf(KeyOf(variable)) as NumberDomain ?? KnownValues.OfNumber(variable);

    public TextDomain Text(PolicyVariable variable) =>
        DomainOf(KeyOf(variable)) as TextDomain ?? KnownValues.OfText(variable);

    /// <summary>Assumes one thing more; false where nothing is left.</summary>
    public bool Narrow(PolicyVariable variable, NumberDomain to)
    {
        ref var entry = ref EntryOf(KeyOf(variable));
        entry.Number = variable;
        return Set(ref entry, (entry.Domain as NumberDomain ?? KnownValues.OfNumber(variable)).Meet(to));
    }

    public bool Narrow(PolicyVariable variable, TextDomain to)
    {
        ref var entry = ref EntryOf(KeyOf(variable));
        return Set(ref entry, (entry.Domain as TextDomain ?? KnownValues.OfText(variable)).Meet(to));
    }

    public bool Narrow(string key, Domain to)
    {
        ref var entry = ref EntryOf(key);
        return Set(ref entry, entry.Domain?.Meet(to) ?? to);
    }

    /// <summary>Keeps a comparison of two expressions, to be held against their ranges once more is known.</summary>
    public void Add(in NumberRelation relation)
    {
        if (_relationCount == _relations.Length)
        {
            Array.Resize(ref _relations, Math.Max(4, 2 * _relationCount));
        }

        _relations[_relationCount++] = relation;
    }

    /// <summary><c>f.x</c> and <c>known(f.x)</c> speak of one thing.</summary>
    private static string KeyOf(PolicyVariable variable) => variable.Feature?.Name ?? variable.Name;

    private Domain? DomainOf(string key) => Find(key) is >= 0 and var place ? _entries[place].Domain : null;

    private int Find(string key)
    {
        if (_places is not null)
        {
            return _places.TryGetValue(key, out var known) ? known : -1;
        }

        for (var place = 0; place < _count; place++)
        {
            if (_entries[place].Key == key)
            {
                return place;
            }
        }

        return -1;
    }

    private ref Entry EntryOf(string key)
    {
        var place = Find(key);
        if (place < 0)
        {
            place = Append(key);
        }

        return ref _entries[place];
    }

    private int Append(string key)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, 2 * _count));
        }

        _entries[_count].Key = key;
        if (_places is null && _count == Few)
        {
            _places = new(2 * Few, StringComparer.Ordinal);
            for (var i = 0; i < _count; i++)
            {
                _places.Add(_entries[i].Key, i);
            }
        }

        _places?.Add(key, _count);
        return _count++;
    }

    private static bool Set(ref Entry entry, Domain domain)
    {
        entry.Domain = domain;
        return !domain.IsEmpty;
    }

    private struct Entry
    {
        public string Key;
        public Domain? Domain;
        public PolicyVariable? Number;
    }
}
