namespace SecurityDecisioning.Console.Catalogue;

/// <summary>How the parts of a catalogue entry are written for people, and its name for policies.</summary>
internal static class FeatureWords
{
    public static IReadOnlyList<Sensitivity> Sensitivities { get; } = Enum.GetValues<Sensitivity>();

    /// <summary>The kinds of the catalogue, in its order; the request's own facts last.</summary>
    public static IReadOnlyList<EntityKind> Kinds { get; } = [.. EntityKinds.Counted, EntityKind.None];

    /// <summary>The windows, shortest first; none at the end.</summary>
    public static IReadOnlyList<FeatureWindow> Windows { get; } = [.. FeatureWindows.All, FeatureWindow.None];

    /// <summary>What a condition of a policy calls the feature.</summary>
    public static string PolicyName(FeatureDefinition feature) => "f." + feature.Name;

    /// <summary>The page's entry about the feature.</summary>
    public static string Url(FeatureDefinition feature) => "/features#" + feature.Name;

    /// <summary>The name without the window it ends with; the whole name where it ends with none.</summary>
    public static string Stem(FeatureDefinition feature) => feature.Name[..^Suffix(feature).Length];

    /// <summary><c>_5m</c>, or empty where the name ends with no window.</summary>
    public static string Suffix(FeatureDefinition feature)
    {
        var suffix = "_" + FeatureWindows.NameOf(feature.Window);
        return feature.Window != FeatureWindow.None && feature.Name.EndsWith(suffix, StringComparison.Ordinal) ? suffix : "";
    }

    /// <summary>As in names: <c>ip</c>, <c>account_network</c>, <c>request</c>.</summary>
    public static string KindName(EntityKind kind) => kind == EntityKind.None ? "request" : EntityKinds.NameOf(kind);

    /// <summary>As in names: <c>5m</c>; <c>none</c> where there is none.</summary>
    public static string WindowName(FeatureWindow window) =>
        window == FeatureWindow.None ? "none" : FeatureWindows.NameOf(window);

    public static string Window(FeatureWindow window) => window switch
    {
        FeatureWindow.Seconds30 => "30 seconds",
        FeatureWindow.Minutes5 => "5 minutes",
        FeatureWindow.Hour1 => "1 hour",
        FeatureWindow.Hours24 => "24 hours",
        _ => "No window",
    };

    public static string Unit(FeatureUnit unit) => unit switch
    {
        FeatureUnit.Count => "count",
        FeatureUnit.Distinct => "distinct count",
        FeatureUnit.Seconds => "seconds",
        FeatureUnit.Ratio => "ratio",
        FeatureUnit.Flag => "yes or no",
        FeatureUnit.Hours => "hour of day",
        FeatureUnit.Bits => "bits",
        FeatureUnit.KmPerHour => "km/h",
        FeatureUnit.Days => "days",
        _ => unit.ToString(),
    };

    /// <summary>As in addresses and class names: <c>content-free</c>.</summary>
    public static string SensitivityName(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.ContentFree => "content-free",
        Sensitivity.Behaviour => "behaviour",
        Sensitivity.Device => "device",
        _ => "location",
    };

    public static string SensitivityTitle(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.ContentFree => "Content-free",
        Sensitivity.Behaviour => "Behaviour",
        Sensitivity.Device => "Device",
        _ => "Location",
    };

    public static string SensitivityMeaning(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.ContentFree => "protocol facts that tell nothing about a person",
        Sensitivity.Behaviour => "what somebody did, how often and how fast",
        Sensitivity.Device => "what somebody uses",
        _ => "where somebody is; a rule that rests on it alone cannot challenge, throttle or revoke",
    };

    public static string Icon(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.ContentFree => "circle-check",
        Sensitivity.Behaviour => "activity",
        Sensitivity.Device => "device-laptop",
        _ => "map-pin",
    };
}
