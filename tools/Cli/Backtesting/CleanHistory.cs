namespace SecurityDecisioning.Cli.Backtesting;

/// <summary>
/// Whose history is clean, by what was known when the request came: at least <paramref name="logins"/> successful logins, no
/// verdict that confirmed an attack, and no restriction that was not lifted again.
/// </summary>
internal sealed class CleanHistory(int logins)
{
    public const int DefaultLogins = 3;

    private static readonly int KnownLogins = FeatureCatalog.IndexOf("account.known_logins");
    private static readonly int Attacks = FeatureCatalog.IndexOf("account.prior_attacks");
    private static readonly int Restrictions = FeatureCatalog.IndexOf("account.prior_restrictions");
    private static readonly int Lifts = FeatureCatalog.IndexOf("account.prior_lifts");
    private static readonly int NewDevice = FeatureCatalog.IndexOf("account.new_device");

    public int Logins => logins;

    public bool IsClean(ReadOnlySpan<float> features) =>
        features[KnownLogins] >= logins && !(features[Attacks] > 0) && !(features[Restrictions] > features[Lifts]);

    /// <summary>Whether it was likely the owner, and not somebody who typed the account's name.</summary>
    public static bool IsOwner(SecurityEvent request, ReadOnlySpan<float> features) =>
        (request.Traits & RequestTraits.AccountVerified) != 0 || features[NewDevice] == 0;
}
