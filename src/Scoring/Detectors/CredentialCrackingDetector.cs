namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// Many passwords on one account, from whatever addresses. Somebody who forgot theirs tries three or four times and then asks
/// for a new one, so the signs begin after that.
/// </summary>
internal sealed class CredentialCrackingDetector : IDetector
{
    private static readonly int Failed5m = FeatureCatalog.IndexOf("account.login_failed_5m");
    private static readonly int Failed1h = FeatureCatalog.IndexOf("account.login_failed_1h");
    private static readonly int Failed24h = FeatureCatalog.IndexOf("account.login_failed_24h");
    private static readonly int Logins30s = FeatureCatalog.IndexOf("account.logins_30s");
    private static readonly int Ips1h = FeatureCatalog.IndexOf("account.distinct_ips_1h");
    private static readonly int NewDevice = FeatureCatalog.IndexOf("account.new_device");

    public string Name => "credential-cracking";

    public Threat Threat => Threat.CredentialCracking;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Operation != Operation.Login)
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Above(Failed5m, threshold: 3, full: 12, weight: 0.8f);
        signs.Above(Failed1h, threshold: 5, full: 20, weight: 0.8f);
        signs.Above(Failed24h, threshold: 8, full: 40, weight: 0.7f);
        signs.Above(Logins30s, threshold: 4, full: 12, weight: 0.5f);
        if (signs.IsEmpty)
        {
            return;
        }

        signs.Above(Ips1h, threshold: 2, full: 8, weight: 0.4f);
        signs.Flag(RequestFacts.BotUserAgent, 0.3f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.2f);
        signs.Flag(NewDevice, 0.1f);
        signs.Propose(slate, Threat);
    }
}
