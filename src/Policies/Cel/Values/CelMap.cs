namespace SecurityDecisioning.Policies.Cel.Values;

/// <summary>A map; 1, 1u and 1.0 are one key. Entries keep the order they came in.</summary>
internal sealed class CelMap
{
    private static readonly CelValue BadKey = CelValue.Error("unsupported key type");
    private static readonly CelValue RepeatedKey = CelValue.Error("Failed with repeated key");

    private readonly Dictionary<CelValue, CelValue> _entries = new(CelEquality.Comparer);

    public int Count => _entries.Count;

    public Dictionary<CelValue, CelValue> Entries => _entries;

    public bool TryAdd(CelValue key, CelValue value) => _entries.TryAdd(key, value);

    /// <summary>Adds an entry; an error where the key is none of int, uint, bool and string, or is there already.</summary>
    public CelValue Add(in CelValue key, in CelValue value) =>
        key.Kind is not (CelKind.Int or CelKind.Uint or CelKind.Bool or CelKind.String) ? BadKey
        : Count >= CelLimits.ListLength ? CelErrors.TooLarge
        : TryAdd(key, value) ? CelValue.Null : RepeatedKey;

    public bool TryGet(CelValue key, out CelValue value) => _entries.TryGetValue(key, out value);
}
