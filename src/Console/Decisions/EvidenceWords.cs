using System.Globalization;
using SecurityDecisioning.Console.Catalogue;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>Feature values as sentences: "14 logins failed from this address in 5 minutes".</summary>
internal static class EvidenceWords
{
    public static string Of(FeatureDefinition feature, float value)
    {
        var measure = Measure(feature);
        if (feature.Unit is FeatureUnit.Count or FeatureUnit.Distinct && Counted(measure) is { } what)
        {
            var within = feature.Window == FeatureWindow.None ? "" : $" in {FeatureWords.Window(feature.Window)}";
            return $"{Number(value)} {what} {Where(feature.Entity)}{within}";
        }

        return feature.Unit == FeatureUnit.Flag && Flagged(feature.Name) is { } fact
            ? value >= 0.5f ? fact : $"Not so: {fact}"
            : $"{feature.Name} is {Value(feature, value)}";
    }

    public static string Value(FeatureDefinition feature, float value) => float.IsNaN(value) ? "unknown" : feature.Unit switch
    {
        FeatureUnit.Flag => value >= 0.5f ? "yes" : "no",
        FeatureUnit.Seconds => Durations.Words(TimeSpan.FromSeconds(Math.Min(value, 1e9))),
        FeatureUnit.Ratio => value.ToString("0.00", CultureInfo.InvariantCulture),
        FeatureUnit.Bits => $"{value.ToString("0.0", CultureInfo.InvariantCulture)} bits",
        FeatureUnit.KmPerHour => $"{value.ToString("#,0", CultureInfo.InvariantCulture)} km/h",
        FeatureUnit.Days => $"{Number(value)} days",
        FeatureUnit.Hours => $"{value:00}:00 UTC",
        _ => Number(value),
    };

    public static string Number(float value) =>
        value.ToString(value == MathF.Floor(value) ? "#,0" : "#,0.##", CultureInfo.InvariantCulture);

    private static string Measure(FeatureDefinition feature)
    {
        var stem = FeatureWords.Stem(feature);
        return stem[(stem.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

    private static string? Counted(string measure) => measure switch
    {
        "requests" => "requests came",
        "logins" => "logins were tried",
        "login_failed" => "logins failed",
        "login_succeeded" => "logins succeeded",
        "registrations" => "registrations were tried",
        "password_resets" => "password resets were asked for",
        "checkouts" => "checkouts were tried",
        "status_4xx" => "requests were refused (4xx)",
        "status_404" => "pages were not found (404)",
        "challenges_given" => "challenges were given",
        "challenges_passed" => "challenges were passed",
        "challenges_failed" => "challenges failed",
        "distinct_accounts" => "different accounts were seen",
        "distinct_devices" => "different devices were seen",
        "distinct_ips" => "different addresses were seen",
        "distinct_user_agents" => "different user agents were seen",
        "distinct_paths" => "different paths were asked for",
        "distinct_unknown_names" => "names that nobody answers to failed to log in",
        "pages" => "pages were asked for",
        "kib_out" => "KiB were sent",
        "prior_restrictions" => "earlier restrictions were set",
        "prior_lifts" => "earlier restrictions were lifted",
        "prior_attacks" => "earlier verdicts confirmed an attack",
        "prior_cleared" => "earlier verdicts found no attack",
        "requests_7d" => "requests came in seven days",
        "known_logins" => "earlier successful logins are known",
        _ => null,
    };

    private static string Where(EntityKind entity) => entity switch
    {
        EntityKind.Account => "on this account",
        EntityKind.Session => "in this session",
        EntityKind.Device => "on this device",
        EntityKind.Ip => "from this address",
        EntityKind.Network => "from this network",
        EntityKind.ApiKey => "with this API key",
        EntityKind.AccountNetwork => "on this account from this network",
        EntityKind.Asn => "from this autonomous system",
        EntityKind.Country => "from this country",
        EntityKind.Operation => "on this kind of page",
        _ => "in this request",
    };

    private static string? Flagged(string name) => name switch
    {
        "account.new_device" => "This account never signed in on this device",
        "account.new_network" => "This account never signed in from this network",
        "account.new_user_agent" => "This account never signed in with this user agent",
        "account.new_asn" => "This account never signed in from this autonomous system",
        "account.login_after_reset" => "A login followed within an hour of a password reset",
        "account.sensitive_on_new_device" => "Something sensitive is attempted on a new device",
        "request.hints_contradict" => "Client hints and user agent tell of different browsers",
        "account.new_country" => "This account never signed in from this country",
        "session.device_changed" => "This session moved to another device",
        "session.network_changed" => "This session moved to another network",
        "session.user_agent_changed" => "This session moved to another user agent",
        "session.country_changed" => "This session moved to another country",
        "request.bot_user_agent" => "The user agent names a program, or is missing",
        "request.forged_token" => "A token of ours came that we did not make",
        "request.has_clearance" => "A passed challenge still clears the client",
        _ => null,
    };
}
