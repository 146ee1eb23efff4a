namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// A few common passwords on many accounts, slowly: over hours, more accounts from one address, network or device than
/// succeed, each of them failing only a little.
/// </summary>
internal sealed class PasswordSprayingDetector : IDetector
{
    private static readonly int IpAccounts1h = FeatureCatalog.IndexOf("ip.distinct_accounts_1h");
    private static readonly int IpSucceeded1h = FeatureCatalog.IndexOf("ip.login_succeeded_1h");
    private static readonly int IpAccounts24h = FeatureCatalog.IndexOf("ip.distinct_accounts_24h");
    private static readonly int IpFailed24h = FeatureCatalog.IndexOf("ip.login_failed_24h");
    private static readonly int IpSucceeded24h = FeatureCatalog.IndexOf("ip.login_succeeded_24h");
    private static readonly int NetworkFailed24h = FeatureCatalog.IndexOf("network.login_failed_24h");
    private static readonly int NetworkSucceeded24h = FeatureCatalog.IndexOf("network.login_succeeded_24h");
    private static readonly int DeviceAccounts24h = FeatureCatalog.IndexOf("device.distinct_accounts_24h");
    private static readonly int AccountFailed24h = FeatureCatalog.IndexOf("account.login_failed_24h");
    private static readonly int AccountIps24h = FeatureCatalog.IndexOf("account.distinct_ips_24h");

    public string Name => "password-spraying";

    public Threat Threat => Threat.PasswordSpraying;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Operation != Operation.Login)
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Excess(IpAccounts1h, IpSucceeded1h, threshold: 5, full: 25, weight: 0.5f);
        signs.Excess(IpAccounts24h, IpSucceeded24h, threshold: 8, full: 50, weight: 0.6f);
        signs.Excess(IpFailed24h, IpSucceeded24h, threshold: 8, full: 60, weight: 0.5f);
        signs.Excess(NetworkFailed24h, NetworkSucceeded24h, threshold: 15, full: 120, weight: 0.5f);
        signs.Above(DeviceAccounts24h, threshold: 5, full: 20, weight: 0.6f);
        signs.Above(AccountFailed24h, threshold: 1, full: 6, weight: 0.1f);
        signs.Above(AccountIps24h, threshold: 3, full: 10, weight: 0.1f);
        signs.Flag(RequestFacts.BotUserAgent, 0.2f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.15f);
        signs.Propose(slate, Threat);
    }
}
