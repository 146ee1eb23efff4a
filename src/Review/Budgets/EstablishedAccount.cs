namespace SecurityDecisioning.Review.Budgets;

/// <summary>
/// Whose passed challenge says that a policy was wrong. Anybody can pass a proof of work, programs best of all; so it counts only
/// for an account that has signed in often, on the very device it is used on now, known for a week, and never found compromised.
/// </summary>
public static class EstablishedAccount
{
    /// <summary>Successful logins of the account before.</summary>
    public const float Logins = 5;

    /// <summary>Since account and device were first seen, seconds: a week.</summary>
    public const float Age = 7 * 24 * 3_600;

    private static readonly int KnownLogins = FeatureCatalog.IndexOf("account.known_logins");
    private static readonly int NewDevice = FeatureCatalog.IndexOf("account.new_device");
    private static readonly int AccountAge = FeatureCatalog.IndexOf("account.seconds_since_first");
    private static readonly int DeviceAge = FeatureCatalog.IndexOf("device.seconds_since_first");
    private static readonly int PriorAttacks = FeatureCatalog.IndexOf("account.prior_attacks");

    /// <summary>By the features that the decision was made with; what is unknown does not speak for anybody.</summary>
    public static bool Is(Decision decision)
    {
        var features = decision.Features;
        return !decision.Event.Account.IsNone
            && features[KnownLogins] >= Logins
            && features[NewDevice] == 0
            && features[AccountAge] >= Age
            && features[DeviceAge] >= Age
            && !(features[PriorAttacks] > 0);
    }
}
