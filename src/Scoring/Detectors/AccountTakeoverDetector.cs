namespace SecurityDecisioning.Scoring.Detectors;

/// <summary>
/// Somebody else with the right password: an account that has signed in before, now from a device, network, country and
/// browser it never used, more so after failures or a password reset. Each alone is a new phone or a journey; location alone
/// stays below medium risk.
/// </summary>
internal sealed class AccountTakeoverDetector : IDetector
{
    private static readonly int KnownLogins = FeatureCatalog.IndexOf("account.known_logins");
    private static readonly int NewDevice = FeatureCatalog.IndexOf("account.new_device");
    private static readonly int NewUserAgent = FeatureCatalog.IndexOf("account.new_user_agent");
    private static readonly int NewNetwork = FeatureCatalog.IndexOf("account.new_network");
    private static readonly int NewCountry = FeatureCatalog.IndexOf("account.new_country");
    private static readonly int Failed1h = FeatureCatalog.IndexOf("account.login_failed_1h");
    private static readonly int Resets24h = FeatureCatalog.IndexOf("account.password_resets_24h");
    private static readonly int Ips1h = FeatureCatalog.IndexOf("account.distinct_ips_1h");
    private static readonly int DeviceAccounts24h = FeatureCatalog.IndexOf("device.distinct_accounts_24h");

    public string Name => "account-takeover";

    public Threat Threat => Threat.AccountTakeover;

    public void Propose(SecurityEvent securityEvent, ReadOnlySpan<float> features, CandidateSlate slate)
    {
        if (!IsSensitive(securityEvent.Operation) || !(features[KnownLogins] >= 1))
        {
            return;
        }

        var signs = new SignSum(features);
        signs.Flag(NewDevice, 0.15f);
        signs.Flag(NewCountry, 0.15f);
        signs.Flag(NewNetwork, 0.08f);
        signs.Flag(NewUserAgent, 0.08f);
        if (signs.IsEmpty)
        {
            return;
        }

        AddCombinations(ref signs, features);
        signs.Above(Failed1h, threshold: 1, full: 6, weight: 0.25f);
        signs.Above(Resets24h, threshold: 0, full: 2, weight: 0.25f);
        signs.Above(Ips1h, threshold: 2, full: 6, weight: 0.1f);
        signs.Above(DeviceAccounts24h, threshold: 3, full: 8, weight: 0.3f);
        signs.Flag(RequestFacts.BotUserAgent, 0.3f);
        signs.Below(RequestFacts.BrowserHeaders, threshold: 4, full: 0, weight: 0.2f);
        signs.Propose(slate, Threat);
    }

    /// <summary>A new phone at home and a known phone abroad are both ordinary; a new one abroad is not.</summary>
    private static void AddCombinations(ref SignSum signs, ReadOnlySpan<float> features)
    {
        if (features[NewDevice] >= 1 && features[NewNetwork] >= 1)
        {
            signs.Flag(NewUserAgent, 0.15f);
            signs.Flag(NewCountry, 0.4f);
        }
    }

    private static bool IsSensitive(Operation operation) =>
        operation is Operation.Login or Operation.PasswordReset;
}
