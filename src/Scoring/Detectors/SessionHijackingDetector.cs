namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// A session used by a client that did not sign in. Phones change networks all day and browsers update themselves, so a
/// change of network or country says little without one of device or user agent.
/// </summary>
internal sealed class SessionHijackingDetector : IDetector
{
    private static readonly int DeviceChanged = FeatureCatalog.IndexOf("session.device_changed");
    private static readonly int UserAgentChanged = FeatureCatalog.IndexOf("session.user_agent_changed");
    private static readonly int NetworkChanged = FeatureCatalog.IndexOf("session.network_changed");
    private static readonly int CountryChanged = FeatureCatalog.IndexOf("session.country_changed");
    private static readonly int UserAgents1h = FeatureCatalog.IndexOf("session.distinct_user_agents_1h");
    private static readonly int Devices1h = FeatureCatalog.IndexOf("session.distinct_devices_1h");
    private static readonly int Ips1h = FeatureCatalog.IndexOf("session.distinct_ips_1h");

    public string Name => "session-hijacking";

    public Threat Threat => Threat.SessionHijacking;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (securityEvent.Session.IsNone)
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Flag(DeviceChanged, 0.45f);
        signs.Flag(UserAgentChanged, 0.3f);
        signs.Flag(CountryChanged, 0.15f);
        signs.Flag(NetworkChanged, 0.04f);
        if (signs.IsEmpty)
        {
            return;
        }

        if (features[UserAgentChanged] >= 1)
        {
            signs.Flag(NetworkChanged, 0.25f);
            signs.Flag(CountryChanged, 0.25f);
        }

        signs.Above(UserAgents1h, threshold: 1, full: 3, weight: 0.25f);
        signs.Above(Devices1h, threshold: 1, full: 3, weight: 0.25f);
        signs.Above(Ips1h, threshold: 3, full: 10, weight: 0.15f);
        signs.Flag(RequestFacts.ForgedToken, 0.3f);
        signs.Flag(RequestFacts.BotUserAgent, 0.3f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.15f);
        signs.Propose(slate, Threat);
    }
}
