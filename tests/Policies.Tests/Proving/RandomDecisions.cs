namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>Decisions as the product can make them, with values at and beside the constants of <see cref="RandomConditions"/>.</summary>
internal static class RandomDecisions
{
    private static readonly float[] Counts = [0, 1, 2, 3, 4, 6, 7, 8, 23, 255, 300, 1e6f, 4_294_967_296];
    private static readonly float[] Ratios = [0, 0.1f, 0.25f, 0.5f, 0.75f, 1];
    private static readonly string[] Paths = ["/", "/api", "/api/v1", "/api/v2", "/shop/v1", "/ab", "a"];
    private static readonly string?[] Names = [null, "a", "b"];
    private static readonly string[] Countries = ["", "DE", "FR", "US"];

    public static Decision Next(Random random)
    {
        var request = SampleEvents.Request(
            (Operation)random.Next(Operations.All.Count),
            account: Pick(random, Names),
            device: Pick(random, Names),
            session: Pick(random, Names),
            path: Pick(random, Paths),
            country: Pick(random, Countries),
            traits: (RequestTraits)random.Next(1 << 16));
        var decision = PolicyTexts.Frame(request);
        foreach (var feature in FeatureCatalog.All)
        {
            decision.Features[feature.Index] = Value(random, feature);
        }

        OrderWindows(decision, random);
        if (random.Next(2) == 0)
        {
            decision.Candidates.Propose(Threat.Scraping, Pick(random, Ratios));
            decision.Risk = decision.Candidates.ProbabilityOf(Threat.Scraping);
        }

        decision.Risk = Math.Max(decision.Risk, Pick(random, Ratios));
        return decision;
    }

    private static float Value(Random random, FeatureDefinition feature)
    {
        if (random.Next(5) == 0)
        {
            return float.NaN;
        }

        var range = FeatureRange.Of(feature);
        var value = Math.Clamp(Pick(random, feature.Unit == FeatureUnit.Ratio ? Ratios : Counts), range.Least, range.Greatest);
        return (float)(feature.Name.EndsWith("burstiness", StringComparison.Ordinal) && random.Next(2) == 0 ? -value : value);
    }

    /// <summary>What a window holds, longer ones hold.</summary>
    private static void OrderWindows(Decision decision, Random random)
    {
        var at = FeatureCatalog.IndexOf(EntityKind.Ip, FeatureCounter.Requests, FeatureWindow.Seconds30);
        var windows = decision.Features.AsSpan(at, FeatureWindows.All.Count);
        windows.Sort();
        if (random.Next(3) == 0)
        {
            windows[random.Next(windows.Length)] = float.NaN;
        }
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
