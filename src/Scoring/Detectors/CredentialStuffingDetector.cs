namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// Stolen pairs tried in bulk. Seen from an address, a network or a device: failures in excess of successes, and accounts in
/// excess of successes. Seen from nowhere in particular (many addresses, one try each): a login that no browser sent, without
/// the cookie and referer that the login page gives.
/// </summary>
internal sealed class CredentialStuffingDetector : IDetector
{
    private static readonly int IpFailed5m = FeatureCatalog.IndexOf("ip.login_failed_5m");
    private static readonly int IpSucceeded5m = FeatureCatalog.IndexOf("ip.login_succeeded_5m");
    private static readonly int IpAccounts5m = FeatureCatalog.IndexOf("ip.distinct_accounts_5m");
    private static readonly int IpFailed1h = FeatureCatalog.IndexOf("ip.login_failed_1h");
    private static readonly int IpSucceeded1h = FeatureCatalog.IndexOf("ip.login_succeeded_1h");
    private static readonly int NetworkFailed5m = FeatureCatalog.IndexOf("network.login_failed_5m");
    private static readonly int NetworkSucceeded5m = FeatureCatalog.IndexOf("network.login_succeeded_5m");
    private static readonly int NetworkFailed1h = FeatureCatalog.IndexOf("network.login_failed_1h");
    private static readonly int NetworkSucceeded1h = FeatureCatalog.IndexOf("network.login_succeeded_1h");
    private static readonly int DeviceAccounts1h = FeatureCatalog.IndexOf("device.distinct_accounts_1h");
    private static readonly int DeviceFailed1h = FeatureCatalog.IndexOf("device.login_failed_1h");
    private static readonly int DeviceSucceeded1h = FeatureCatalog.IndexOf("device.login_succeeded_1h");
    private static readonly int NewDevice = FeatureCatalog.IndexOf("account.new_device");
    private static readonly int NewUserAgent = FeatureCatalog.IndexOf("account.new_user_agent");

    public string Name => "credential-stuffing";

    public Threat Threat => Threat.CredentialStuffing;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Operation != Operation.Login)
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Excess(IpFailed5m, IpSucceeded5m, threshold: 4, full: 20, weight: 0.75f);
        signs.Excess(IpAccounts5m, IpSucceeded5m, threshold: 6, full: 25, weight: 0.6f);
        signs.Excess(IpFailed1h, IpSucceeded1h, threshold: 8, full: 60, weight: 0.6f);
        signs.Excess(NetworkFailed5m, NetworkSucceeded5m, threshold: 8, full: 60, weight: 0.5f);
        signs.Excess(NetworkFailed1h, NetworkSucceeded1h, threshold: 20, full: 150, weight: 0.5f);
        signs.Above(DeviceAccounts1h, threshold: 4, full: 12, weight: 0.75f);
        signs.Excess(DeviceFailed1h, DeviceSucceeded1h, threshold: 6, full: 20, weight: 0.5f);
        AddSignsOfProgram(ref signs);
        signs.Propose(slate, Threat);
    }

    private static void AddSignsOfProgram(ref SignSum signs)
    {
        signs.Flag(RequestFacts.BotUserAgent, 0.3f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.25f);
        signs.Missing(RequestFacts.HasCookie, 0.12f);
        signs.Missing(RequestFacts.HasReferer, 0.08f);
        signs.Flag(NewDevice, 0.08f);
        signs.Flag(NewUserAgent, 0.08f);
    }
}
