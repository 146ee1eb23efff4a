namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// Content collected in bulk: many different paths, fast, at even intervals, many of them missing. What one device or session
/// does weighs from low numbers on; what one address does only from numbers that an office does not reach. Looking like a
/// program adds to that, and is nothing by itself: search engines and monitors are programs too.
/// </summary>
internal sealed class ScrapingDetector : IDetector
{
    private static readonly int IpPaths5m = FeatureCatalog.IndexOf("ip.distinct_paths_5m");
    private static readonly int IpPaths1h = FeatureCatalog.IndexOf("ip.distinct_paths_1h");
    private static readonly int IpRequests30s = FeatureCatalog.IndexOf("ip.requests_30s");
    private static readonly int IpRequests5m = FeatureCatalog.IndexOf("ip.requests_5m");
    private static readonly int IpMissing5m = FeatureCatalog.IndexOf("ip.status_404_5m");
    private static readonly int IpRegularity = FeatureCatalog.IndexOf("ip.arrival_variation");
    private static readonly int DevicePaths5m = FeatureCatalog.IndexOf("device.distinct_paths_5m");
    private static readonly int DevicePaths1h = FeatureCatalog.IndexOf("device.distinct_paths_1h");
    private static readonly int SessionPaths1h = FeatureCatalog.IndexOf("session.distinct_paths_1h");
    private static readonly int NetworkPaths5m = FeatureCatalog.IndexOf("network.distinct_paths_5m");

    public string Name => "scraping";

    public Threat Threat => Threat.Scraping;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Operation is not (Operation.Page or Operation.Api))
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Above(IpPaths5m, threshold: 40, full: 200, weight: 0.45f);
        signs.Above(DevicePaths5m, threshold: 25, full: 100, weight: 0.5f);
        signs.Above(DevicePaths1h, threshold: 60, full: 250, weight: 0.5f);
        signs.Above(SessionPaths1h, threshold: 60, full: 250, weight: 0.45f);
        signs.Above(IpRequests30s, threshold: 40, full: 200, weight: 0.45f);
        signs.Above(IpRequests5m, threshold: 150, full: 1000, weight: 0.45f);
        signs.Above(IpPaths1h, threshold: 80, full: 600, weight: 0.35f);
        signs.Above(IpMissing5m, threshold: 8, full: 60, weight: 0.35f);
        signs.Above(NetworkPaths5m, threshold: 120, full: 600, weight: 0.3f);
        var program = IsProgramBusy(features);
        if (signs.IsEmpty && !program)
        {
            return;
        }

        signs.Flag(RequestFacts.BotUserAgent, 0.3f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.25f);
        signs.Below(IpRegularity, threshold: 0.8f, full: 0.1f, weight: 0.25f);
        signs.Missing(RequestFacts.HasCookie, 0.08f);
        signs.Propose(slate, Threat);
    }

    /// <summary>A slow scraper stays under every rate; that it is a program and keeps coming is what there is to see.</summary>
    private static bool IsProgramBusy(ReadOnlySpan<float> features) =>
        features[IpPaths1h] >= 15
        && (features[RequestFacts.BotUserAgent] >= 1 || features[RequestFacts.BrowserHeaders] <= 2);
}
