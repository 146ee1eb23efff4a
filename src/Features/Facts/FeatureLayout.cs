using SecurityDecisioning.Features.Windows;

namespace SecurityDecisioning.Features.Facts;

/// <summary>Where an entity's features lie in the vector, taken from the catalogue once.</summary>
internal sealed class FeatureLayout
{
    private const int ArrivalCount = 3;
    private const int MannerCount = 4;
    private const int PastCount = 4;
    private const int WeekCount = 4;

    private static readonly FeatureLayout[] ByKind = Build();
    private readonly int[] _positions = new int[Cell.Groups];

    private FeatureLayout(EntityKind kind)
    {
        var name = EntityKinds.NameOf(kind);
        var isShared = EntityKinds.IsShared(kind);
        var isWhole = EntityKinds.All.Contains(kind);
        Counters = FeatureCatalog.IndexOf(kind, FeatureCounter.Requests, FeatureWindow.Seconds30);
        CounterCount = isWhole ? Enum.GetValues<FeatureCounter>().Length : FeatureCatalog.SharedCounters;
        CounterMask = (1u << CounterCount) - 1;
        var distincts = Array.ConvertAll(
            Enum.GetValues<FeatureDistinct>(), d => FeatureCatalog.IndexOf(kind, d, FeatureWindow.Seconds30));
        for (var counter = 0; counter < Cell.FirstDistinct; counter++)
            _positions[counter] = counter < CounterCount ? Counters + (counter * FeatureWindows.All.Count) : -1;
        for (var distinct = 0; distinct < _positions.Length - Cell.FirstDistinct; distinct++)
            _positions[Cell.FirstDistinct + distinct] = distinct < distincts.Length ? distincts[distinct] : -1;
        WindowsEnd = Math.Max(Counters + (CounterCount * FeatureWindows.All.Count), distincts.Max() + FeatureWindows.All.Count);
        Arrival = isShared ? -1 : FeatureCatalog.IndexOf($"{name}.seconds_since_last");
        Manner = isWhole ? Arrival + ArrivalCount : -1;
        Past = isWhole ? Manner + MannerCount : -1;
        HasWeek = FeatureCatalog.TryGet($"{name}.requests_7d", out _);
        Week = HasWeek ? Past + PastCount : -1;
        End = HasWeek ? Week + WeekCount : isWhole ? Past + PastCount : isShared ? WindowsEnd : Arrival + ArrivalCount;
        (States, StateCount) = kind switch
        {
            EntityKind.Account => (FeatureCatalog.IndexOf("account.known_logins"), 13),
            EntityKind.Session => (FeatureCatalog.IndexOf("session.device_changed"), 5),
            _ => (0, 0),
        };
    }

    public int Counters { get; }

    /// <summary>How many counters this kind has, from the first of <see cref="FeatureCounter"/>.</summary>
    public int CounterCount { get; }

    /// <summary>A bit for each of them.</summary>
    public uint CounterMask { get; }

    /// <summary>First feature past counters and distinct counts.</summary>
    public int WindowsEnd { get; }

    /// <summary>seconds_since_last, seconds_since_first, arrival_variation; below zero where the kind has none.</summary>
    public int Arrival { get; }

    /// <summary>arrival_mean, burstiness, requests_per_page_1h, challenge_pass_rate_24h; below zero likewise.</summary>
    public int Manner { get; }

    /// <summary>prior_restrictions, prior_lifts, prior_attacks, prior_cleared; below zero likewise.</summary>
    public int Past { get; }

    public bool HasWeek { get; }

    /// <summary>requests_7d, night_share_7d, active_days_7d, same_hour_days_7d; below zero likewise.</summary>
    public int Week { get; }

    /// <summary>First feature that is no longer this entity's, its profile aside.</summary>
    public int End { get; }

    /// <summary>First feature of the account's or the session's profile.</summary>
    public int States { get; }

    public int StateCount { get; }

    public static FeatureLayout Of(EntityKind kind) => ByKind[(int)kind];

    /// <summary>First feature of a distinct count, or below zero where the entity does not have it.</summary>
    public int Distinct(int distinct) => _positions[Cell.FirstDistinct + distinct];

    /// <summary>First feature of what cells of a <see cref="Cell.Group"/> count; below zero where the entity has none.</summary>
    public int PositionOf(int group) => _positions[group];

    /// <summary>Position of the window of a counter that this kind has.</summary>
    public int At(FeatureCounter counter, FeatureWindow window) => Counters + ((int)counter * 4) + (int)window - 1;

    /// <summary>Everything of this entity is unknown.</summary>
    public void WriteUnknown(Span<float> vector)
    {
        vector[Counters..End].Fill(float.NaN);
        vector.Slice(States, StateCount).Fill(float.NaN);
    }

    private static FeatureLayout[] Build()
    {
        var layouts = new FeatureLayout[EntityKinds.Counted.Max(k => (int)k) + 1];
        foreach (var kind in EntityKinds.Counted) layouts[(int)kind] = new FeatureLayout(kind);
        return layouts;
    }
}
