namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// An API called far outside its client's normal use: rates, enumeration of paths, answers that refuse, one key from many
/// addresses.
/// </summary>
internal sealed class ApiAbuseDetector : IDetector
{
    private static readonly int KeyRequests30s = FeatureCatalog.IndexOf("api_key.requests_30s");
    private static readonly int KeyRequests5m = FeatureCatalog.IndexOf("api_key.requests_5m");
    private static readonly int KeyPaths5m = FeatureCatalog.IndexOf("api_key.distinct_paths_5m");
    private static readonly int KeyRefused5m = FeatureCatalog.IndexOf("api_key.status_4xx_5m");
    private static readonly int KeyIps1h = FeatureCatalog.IndexOf("api_key.distinct_ips_1h");
    private static readonly int AccountRequests5m = FeatureCatalog.IndexOf("account.requests_5m");
    private static readonly int AccountRefused5m = FeatureCatalog.IndexOf("account.status_4xx_5m");
    private static readonly int AccountPaths5m = FeatureCatalog.IndexOf("account.distinct_paths_5m");
    private static readonly int IpRequests30s = FeatureCatalog.IndexOf("ip.requests_30s");
    private static readonly int IpRequests5m = FeatureCatalog.IndexOf("ip.requests_5m");
    private static readonly int IpRefused5m = FeatureCatalog.IndexOf("ip.status_4xx_5m");
    private static readonly int IpPaths5m = FeatureCatalog.IndexOf("ip.distinct_paths_5m");
    private static readonly int IpRegularity = FeatureCatalog.IndexOf("ip.arrival_variation");

    public string Name => "api-abuse";

    public Threat Threat => Threat.ApiAbuse;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Operation != Operation.Api)
        {
            return;
        }

        var signs = new SignSum(features);
        AddSignsOfKey(ref signs);
        signs.Above(AccountRefused5m, threshold: 8, full: 60, weight: 0.5f);
        signs.Above(AccountPaths5m, threshold: 30, full: 150, weight: 0.45f);
        signs.Above(AccountRequests5m, threshold: 100, full: 600, weight: 0.5f);
        signs.Above(IpRefused5m, threshold: 15, full: 120, weight: 0.5f);
        signs.Above(IpRequests30s, threshold: 40, full: 300, weight: 0.45f);
        signs.Above(IpRequests5m, threshold: 150, full: 1500, weight: 0.45f);
        signs.Above(IpPaths5m, threshold: 50, full: 300, weight: 0.35f);
        if (signs.IsEmpty)
        {
            return;
        }

        signs.Below(IpRegularity, threshold: 0.8f, full: 0.1f, weight: 0.2f);
        signs.Flag(RequestFacts.BotUserAgent, 0.2f);
        signs.Flag(RequestFacts.ForgedToken, 0.3f);
        signs.Propose(slate, Threat);
    }

    private static void AddSignsOfKey(ref SignSum signs)
    {
        signs.Above(KeyRefused5m, threshold: 8, full: 60, weight: 0.55f);
        signs.Above(KeyPaths5m, threshold: 40, full: 200, weight: 0.45f);
        signs.Above(KeyRequests30s, threshold: 40, full: 250, weight: 0.5f);
        signs.Above(KeyRequests5m, threshold: 200, full: 1500, weight: 0.5f);
        signs.Above(KeyIps1h, threshold: 5, full: 25, weight: 0.5f);
    }
}
