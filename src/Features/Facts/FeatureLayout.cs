namespace SecurityDecisioning.Features.Facts;

/// <summary>Where an entity's features lie in the vector, taken from the catalogue once.</summary>
internal sealed class FeatureLayout
{
    private static readonly FeatureLayout[] ByKind = Build();
    private readonly int[] _distincts;

    private FeatureLayout(EntityKind kind)
    {
        var name = EntityKinds.NameOf(kind);
        Counters = FeatureCatalog.IndexOf(kind, FeatureCounter.Requests, FeatureWindow.Seconds30);
        Arrival = FeatureCatalog.IndexOf($"{name}.seconds_since_last");
        _distincts = Array.ConvertAll(
            Enum.GetValues<FeatureDistinct>(), d => FeatureCatalog.IndexOf(kind, d, FeatureWindow.Seconds30));
        var states = kind switch
        {
            EntityKind.Account => (FeatureCatalog.IndexOf("account.known_logins"), 5),
            EntityKind.Session => (FeatureCatalog.IndexOf("session.device_changed"), 4),
            _ => (0, 0),
        };
        (States, StateCount) = states;
    }

    public int Counters { get; }

    /// <summary>seconds_since_last, seconds_since_first, arrival_variation; the last of the entity's windowed features.</summary>
    public int Arrival { get; }

    /// <summary>First feature of the account's or the session's profile.</summary>
    public int States { get; }

    public int StateCount { get; }

    public static FeatureLayout Of(EntityKind kind) => ByKind[(int)kind];

    /// <summary>First feature of a distinct count, or below zero where the entity does not have it.</summary>
    public int Distinct(int distinct) => _distincts[distinct];

    /// <summary>Everything of this entity is unknown.</summary>
    public void WriteUnknown(Span<float> vector)
    {
        vector[Counters..(Arrival + 3)].Fill(float.NaN);
        vector.Slice(States, StateCount).Fill(float.NaN);
    }

    private static FeatureLayout[] Build()
    {
        var layouts = new FeatureLayout[EntityKinds.All.Count + 1];
        foreach (var kind in EntityKinds.All) layouts[(int)kind] = new FeatureLayout(kind);
        return layouts;
    }
}
