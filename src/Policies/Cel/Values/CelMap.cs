namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>A map; 1, 1u and 1.0 are one key.</summary>
internal sealed class CelMap
{
    private readonly Dictionary<CelValue, CelValue> _entries = new(CelEquality.Comparer);

    public int Count => _entries.Count;

    public IEnumerable<KeyValuePair<CelValue, CelValue>> Entries => _entries;

    public bool TryAdd(CelValue key, CelValue value) => _entries.TryAdd(key, value);

    public bool TryGet(CelValue key, out CelValue value) => _entries.TryGetValue(key, out value);
}
