using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Policies;

/// <summary>
/// Documents as teams write them, in any number: the shipped pack's kinds of conditions with thresholds, scopes and matches that
/// vary. A seed makes them the same at every run.
/// </summary>
internal sealed class MadeRules(int seed)
{
    private static readonly string[] Conditions =
    [
        "f.ip.login_failed_5m >= {0} && f.ip.login_failed_5m > 2.0 * f.ip.login_succeeded_5m",
        "f.account.login_failed_1h >= {0} && f.account.new_device",
        "threat(\"credential_stuffing\") > 0.{1} && f.ip.distinct_accounts_5m >= {0}",
        "threat(\"password_spraying\") > 0.{1} || f.network.distinct_accounts_24h >= {2} && f.network.login_failed_24h >= {2}",
        "f.account.new_device && f.account.new_network && risk.score > 0.{1}",
        "f.session.user_agent_changed && f.session.network_changed && !request.has_clearance",
        "f.ip.distinct_paths_5m >= {2} && !request.is_browser && f.ip.requests_5m > {2}.0",
        "f.network.status_404_1h > {2}.0 * 3.0 && f.network.requests_1h < 5.0 * f.network.status_404_1h",
        "request.path.startsWith(\"/private/{0}\") && f.session.requests_5m >= {0}",
        "f.api_key.requests_5m >= {2} && f.api_key.status_404_1h >= {0} || f.api_key.requests_30s >= {2}",
        "f.ip.registrations_1h >= {0} && (f.device.registrations_1h >= 2 || !device.known)",
        "risk.score > 0.9{1} && f.account.known_logins < {0}.0",
    ];

    private static readonly string[] Actions = ["challenge", "challenge", "throttle"];
    private static readonly string[] Scopes = ["ip", "device", "session", "network"];
    private readonly Random _random = new(seed);

    /// <summary>One document with <paramref name="rules"/> rules.</summary>
    /// <param name="number">Makes its name.</param>
    /// <param name="rules">How many rules.</param>
    /// <param name="match">Its <c>match</c>, or nothing for all requests.</param>
    /// <param name="also">What every condition asks besides.</param>
    public string Document(int number, int rules, string match = "", string also = "") => $"""
        name: made-{number}
        owner: benchmarks
        description: One of many policies, for measuring.
        threat: api_abuse
        mode: enforce
        {match}
        expires: 2031-01-01
        consent: [device]
        rules:
        {string.Concat(Enumerable.Range(0, rules).Select(i => Rule(i, also)))}
        tests:
          - name: nothing done, nothing happens
            expect: {"{"} action: allow, rule: none {"}"}

        """;

    private string OneOf(string[] words) => words[_random.Next(words.Length)];

    private string Rule(int number, string also)
    {
        var condition = string.Format(
            CultureInfo.InvariantCulture, Conditions[_random.Next(Conditions.Length)], _random.Next(20, 200), _random.Next(90, 99),
            _random.Next(200, 2_000));
        return $"""
              - name: r-{number}
                when: '{(also.Length > 0 ? $"({condition}) && {also}" : condition)}'
                then: {"{"} action: {OneOf(Actions)}, scope: {OneOf(Scopes)}, duration: 10m {"}"}
                reason_code: MADE_{number}
                reason: For measuring only.

            """;
    }
}
