namespace SecurityDecisioning.Gateway.Parity;

/// <summary>What features hang on, as far as the parity check has to know.</summary>
internal static class FeatureGroups
{
    /// <summary>
    /// Read as of the start of five seconds of what all requests share: counts of networks, countries and operations, the steps
    /// of sessions, what logins show.
    /// </summary>
    public static bool IsShared(int feature) => Shared[feature];

    /// <summary>How surprising a session's step is.</summary>
    public static int StepSurprise { get; } = FeatureCatalog.IndexOf("session.step_surprise");

    /// <summary>Position of the feature that tells since when a feature's entity has been known; -1 where it has none.</summary>
    public static int AgeOf(int feature) => Ages[feature];

    private static readonly bool[] Shared = [.. FeatureCatalog.All.Select(f =>
        f.Entity is EntityKind.Asn or EntityKind.Country or EntityKind.Operation
        || f.Name.EndsWith(".step_surprise", StringComparison.Ordinal) || f.Name.Contains(".login_surprise", StringComparison.Ordinal))];

    private static readonly int[] Ages = [.. FeatureCatalog.All.Select(f => AgeOf(f.Entity))];

    private static int AgeOf(EntityKind kind)
    {
        for (var i = 0; i < FeatureCatalog.Count; i++)
        {
            var feature = FeatureCatalog.All[i];
            if (feature.Entity == kind && feature.Name.EndsWith(".seconds_since_first", StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
