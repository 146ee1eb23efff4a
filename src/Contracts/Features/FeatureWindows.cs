namespace SecurityDecisioning.Contracts.Features;

/// <summary>Lengths and names of the windows.</summary>
public static class FeatureWindows
{
    public static IReadOnlyList<FeatureWindow> All { get; } =
        [FeatureWindow.Seconds30, FeatureWindow.Minutes5, FeatureWindow.Hour1, FeatureWindow.Hours24];

    public static string NameOf(FeatureWindow window) => window switch
    {
        FeatureWindow.Seconds30 => "30s",
        FeatureWindow.Minutes5 => "5m",
        FeatureWindow.Hour1 => "1h",
        FeatureWindow.Hours24 => "24h",
        _ => "",
    };

    /// <summary>Length in milliseconds, 0 for <see cref="FeatureWindow.None"/>.</summary>
    public static long LengthMs(FeatureWindow window) => window switch
    {
        FeatureWindow.Seconds30 => 30_000,
        FeatureWindow.Minutes5 => 300_000,
        FeatureWindow.Hour1 => 3_600_000,
        FeatureWindow.Hours24 => 86_400_000,
        _ => 0,
    };
}
