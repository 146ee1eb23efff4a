namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>Registrations in bulk from one address, network or device; a family or a class signs up a handful.</summary>
internal sealed class AccountCreationAbuseDetector : IDetector
{
    private static readonly int IpRegistrations5m = FeatureCatalog.IndexOf("ip.registrations_5m");
    private static readonly int IpRegistrations1h = FeatureCatalog.IndexOf("ip.registrations_1h");
    private static readonly int IpRegistrations24h = FeatureCatalog.IndexOf("ip.registrations_24h");
    private static readonly int NetworkRegistrations1h = FeatureCatalog.IndexOf("network.registrations_1h");
    private static readonly int DeviceRegistrations24h = FeatureCatalog.IndexOf("device.registrations_24h");
    private static readonly int IpRequests1h = FeatureCatalog.IndexOf("ip.requests_1h");

    public string Name => "account-creation-abuse";

    public Threat Threat => Threat.AccountCreationAbuse;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Operation != Operation.Register)
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Above(DeviceRegistrations24h, threshold: 1, full: 5, weight: 0.75f);
        signs.Above(IpRegistrations5m, threshold: 2, full: 8, weight: 0.65f);
        signs.Above(IpRegistrations1h, threshold: 3, full: 15, weight: 0.65f);
        signs.Above(IpRegistrations24h, threshold: 6, full: 30, weight: 0.5f);
        signs.Above(NetworkRegistrations1h, threshold: 6, full: 30, weight: 0.5f);
        signs.Flag(RequestFacts.BotUserAgent, 0.35f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.25f);
        signs.Missing(RequestFacts.HasCookie, 0.15f);
        signs.Missing(RequestFacts.HasReferer, 0.08f);

        // The first thing this address ever asks for is to register: nobody has looked at the shop.
        signs.Below(IpRequests1h, threshold: 2, full: 1, weight: 0.08f);
        signs.Propose(slate, Threat);
    }
}
