namespace SecurityDecisioning.Contracts.Features;

/// <summary>Which purpose each feature of the catalogue serves, and how policies name the purposes.</summary>
public static class ConsentPurposes
{
    /// <summary>The purposes that consent can be given to.</summary>
    public static IReadOnlyList<ConsentPurpose> All { get; } = [ConsentPurpose.Device, ConsentPurpose.Profile];

    public static string NameOf(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Device => "device",
        ConsentPurpose.Profile => "profile",
        _ => "none",
    };

    /// <summary>
    /// The purpose of <paramref name="feature"/>. The device's identity comes from a cookie of ours; a user agent and other
    /// headers are sent with every request and are read from no storage. Windows of up to a day watch for attacks; a week's
    /// habits, and how unusual a sign-in is among all earlier ones, are a profile.
    /// </summary>
    public static ConsentPurpose Of(FeatureDefinition feature)
    {
        var measure = feature.Name.AsSpan(feature.Name.IndexOf('.', StringComparison.Ordinal) + 1);
        return measure.EndsWith("_7d") || measure.StartsWith("login_surprise") ? ConsentPurpose.Profile
            : feature.Entity == EntityKind.Device || measure.StartsWith("distinct_devices")
                || measure is "new_device" or "device_changed" or "sensitive_on_new_device" ? ConsentPurpose.Device
            : ConsentPurpose.None;
    }
}
