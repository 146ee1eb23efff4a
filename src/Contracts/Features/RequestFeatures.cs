namespace SecurityDecisioning.Contracts.Features;

/// <summary>What the request says of itself, and what is known of its client without any history.</summary>
internal static class RequestFeatures
{
    public static void AddTo(FeatureCatalogBuilder builder)
    {
        Fact("hour_utc", FeatureUnit.Hours, Sensitivity.Behaviour, "Hour of the day in UTC, 0 to 23.");
        foreach (var operation in Operations.All)
        {
            Fact($"is_{operation.Replace('-', '_')}", FeatureUnit.Flag, Sensitivity.ContentFree,
                $"1 where the operation is {operation}.");
        }

        Fact("browser_headers", FeatureUnit.Count, Sensitivity.Device,
            "How many of the headers every browser sends are there: Accept, Accept-Language, Accept-Encoding, Sec-Fetch, 0 to 4.");
        Fact("has_cookie", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where the request carries a cookie.");
        Fact("has_referer", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where the request names the page it comes from.");
        Fact("has_clearance", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where a passed challenge still clears the client.");
        Fact("forged_token", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where a token of ours came that we did not make.");
        Fact("user_agent_length", FeatureUnit.Count, Sensitivity.Device, "Characters of the user agent, at most 256.");
        Fact("bot_user_agent", FeatureUnit.Flag, Sensitivity.Device,
            "1 where the user agent names a program or a crawler, or is missing.");
        Fact("hints_contradict", FeatureUnit.Flag, Sensitivity.Device,
            "1 where client hints and user agent tell of different browsers; 0 where they agree; unknown where no hints came.");
        Network("tor", "is a Tor exit");
        Network("hosting", "belongs to a data centre");
        Network("vpn", "is a VPN's exit");
        Network("public_proxy", "is an open proxy");
        Network("residential_proxy", "is a proxy at somebody's home");
        Network("anonymous", "hides who is behind it in whatever way");
        Network("allowed_network", "is on the operator's list of good networks");

        void Network(string name, string what) =>
            Fact(name, FeatureUnit.Flag, Sensitivity.Location, $"1 where the address {what}, as lists and databases know.");

        void Fact(string measure, FeatureUnit unit, Sensitivity tells, string meaning) =>
            builder.Add(measure, EntityKind.None, unit, tells, meaning);
    }
}
