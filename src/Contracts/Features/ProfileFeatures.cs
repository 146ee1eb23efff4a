namespace SecurityDecisioning.Contracts.Features;

/// <summary>What an account and a session are held against: their own past.</summary>
internal static class ProfileFeatures
{
    public static void AddTo(FeatureCatalogBuilder builder)
    {
        AddNovelty(builder);
        AddTakeover(builder);
        AddSession(builder);
    }

    private static void AddNovelty(FeatureCatalogBuilder builder)
    {
        Account("known_logins", FeatureUnit.Count, Sensitivity.Behaviour, "Successful logins of this account so far, at most 255.");
        Account("new_device", FeatureUnit.Flag, Sensitivity.Device,
            "1 where this account has signed in before, but never on this device; unknown before its first login.");
        Account("new_network", FeatureUnit.Flag, Sensitivity.Location,
            "1 where this account has signed in before, but never from this network; unknown before its first login.");
        Account("new_user_agent", FeatureUnit.Flag, Sensitivity.Device,
            "1 where this account has signed in before, but never with this user agent; unknown before its first login.");
        Account("new_country", FeatureUnit.Flag, Sensitivity.Location,
            "1 where this account has signed in before, but never from this country; unknown where the country is.");
        Account("new_asn", FeatureUnit.Flag, Sensitivity.Location,
            "1 where this account has signed in before, but never from this autonomous system; unknown where that is.");

        void Account(string measure, FeatureUnit unit, Sensitivity tells, string meaning) =>
            builder.Add(measure, EntityKind.Account, unit, tells, meaning);
    }

    private static void AddTakeover(FeatureCatalogBuilder builder)
    {
        const EntityKind account = EntityKind.Account;
        builder.Add("geo_velocity", account, FeatureUnit.KmPerHour, Sensitivity.Location,
            "Speed needed to get here from the newest login of this account, less what both places may be off by; a minute is the "
            + "shortest time; unknown where a place is.");
        builder.Add("seconds_since_reset", account, FeatureUnit.Seconds, Sensitivity.Behaviour,
            "Seconds since a password reset was last asked for; unknown where none was.");
        builder.Add("login_after_reset", account, FeatureUnit.Flag, Sensitivity.Behaviour,
            "1 where the newest login, or this attempt at one, came within an hour after the newest password reset.");
        builder.Add("sensitive_on_new_device", account, FeatureUnit.Flag, Sensitivity.Device,
            "1 where a checkout, a password reset or administration is attempted on a device this account has never signed in on, "
            + "or that was first seen within 24h while the account is older.");
        builder.Add("login_surprise_network", account, FeatureUnit.Bits, Sensitivity.Location,
            "How much less likely this address, network, autonomous system and country are for this account than for everybody "
            + "(Freeman et al., NDSS 2016), binary logarithm; unknown before its first login.");
        builder.Add("login_surprise_agent", account, FeatureUnit.Bits, Sensitivity.Device,
            "The same for user agent, browser, operating system and kind of device.");
        builder.Add("login_surprise", account, FeatureUnit.Bits, Sensitivity.Location,
            "Sum of the two: the likelihood ratio of the whole login. Place alone can raise it, so it counts as location.");
    }

    private static void AddSession(FeatureCatalogBuilder builder)
    {
        const EntityKind session = EntityKind.Session;
        builder.Add("device_changed", session, FeatureUnit.Flag, Sensitivity.Device,
            "1 where this session is used on another device than it began on.");
        builder.Add("network_changed", session, FeatureUnit.Flag, Sensitivity.Location,
            "1 where this session is used from another network than it began on.");
        builder.Add("user_agent_changed", session, FeatureUnit.Flag, Sensitivity.Device,
            "1 where this session is used with another user agent than it began with.");
        builder.Add("country_changed", session, FeatureUnit.Flag, Sensitivity.Location,
            "1 where this session is used from another country than it began in.");
        builder.Add("step_surprise", session, FeatureUnit.Bits, Sensitivity.Behaviour,
            "How unusual this operation is after this session's last step (in an earlier five seconds), minus the binary logarithm of "
            + "the share of sessions that went on from that one to this; 0 for the same again, unknown at the first step.");
    }
}
