namespace SecurityDecisioning.Policies.Tests.Documents;

/// <summary>The catalogue of bad policies: each with exactly one mistake.</summary>
internal static class BadPolicies
{
    private const string Good = """
        name: a-policy
        owner: security
        description: For a test.
        threat: scraping
        mode: enforce
        match:
          operations: [login]
          routes: [login]
          hosts: [shop.example]
        rules:
          - name: a-rule
            when: f.ip.requests_5m > 5
            then:
              action: throttle
              scope: ip
              duration: 15m
            reason_code: A_REASON
            reason: A reason in plain words.
        tests:
          - name: a test
            request: { operation: login, ip: 203.0.113.9 }
            features: { ip.requests_5m: 6 }
            threats: { scraping: 0.5 }
            expect: { action: throttle, rule: a-rule }
        """;

    public static string GoodText => Good;

    public static IEnumerable<BadPolicy> All =>
    [
        // Shape.
        new("empty file", "", 1, 1, "empty", "the file is empty"),
        new("only a comment", "# later", 1, 1, "empty", "the file is empty"),
        new("a list", "- a\n- b\n", 1, 1, "not-a-mapping", "a policy is a list"),
        new("a text", "hello", 1, 1, "not-a-mapping", "a policy is a text"),
        new("second document", Good + "\n---\nname: two\n", 25, 1, "second-document", "a second document", "one file holds one policy"),
        new("broken YAML", "name: [a\nowner: b\n", 1, 5, "yaml", "this is not YAML"),
        new("tab as indentation", "name: a\nmatch:\n\troutes: []\n", 3, 1, "yaml", "this is not YAML"),
        new("unknown key", With("owner: security", "ownr: security\nowner: security"), 2, 1, "unknown-key", "no key `ownr`", "did you mean `owner`?"),
        new("unknown key of a rule", With("    when:", "    if: true\n    when:"), 12, 5, "unknown-key", "a rule has no key `if`", "the keys are name"),
        new("unknown key of then", With("duration: 15m", "duration: 15m\n      durations: 1h"), 17, 7, "unknown-key", "no key `durations`"),
        new("unknown key of a test's request", With("ip: 203.0.113.9", "adress: 1"), 21, 34, "unknown-key", "no key `adress`"),
        new("duplicate key", With("owner: security", "owner: security\nowner: me"), 3, 1, "duplicate-key", "the key `owner` is here twice"),
        new("mapping where a text belongs", With("owner: security", "owner: { who: me }"), 2, 8, "not-a-text", "`owner` is a mapping"),
        new("text where a list belongs", With("operations: [login]", "operations: login"), 7, 15, "not-a-list", "`operations` is a text", "a dash"),
        new("text where a mapping belongs", With("match:\n  operations: [login]\n  routes: [login]\n  hosts: [shop.example]", "match: login"), 6, 8, "not-a-mapping", "`match` is a text"),
        new("anchor", With("owner: security", "owner: &me security"), 2, 8, "anchor", "anchors and aliases"),
        new("alias", With("owner: security", "owner: *me"), 2, 8, "anchor", "anchors and aliases"),
        new("tag", With("owner: security", "owner: !!str security"), 2, 8, "tag", "tags (!)"),
        new("deep nesting", "name: " + new string('[', 100) + new string(']', 100), 1, 22, "too-deep", "deeper than 16 levels"),

        // Reach, schedule, budget.
        new("rollout past everybody", Add("rollout: 101"), 6, 10, "bad-rollout", "`101` is no percentage", "0 to 100"),
        new("expiry on no day", Add("expires: 2026-02-30"), 6, 10, "bad-moment", "`2026-02-30` is no moment", "2026-12-31"),
        new("expiry without an offset", Add("expires: 2026-02-03T10:00:00"), 6, 10, "bad-moment", "is no moment", "with its offset"),
        new("only and except", Add("jurisdictions: { only: [DE], except: [US] }"), 6, 16, "bad-jurisdictions", "both `only` and `except`", "one of the two"),
        new("a country that is none", Add("jurisdictions: { only: [Germany] }"), 6, 25, "bad-country", "`Germany` is no country", "two letters"),
        new("an empty schedule", Add("schedule: { timezone: UTC }"), 6, 11, "empty-schedule", "never act"),
        new("a zone that is none", Add("schedule: { timezone: Berlin, windows: ['* * * * *'] }"), 6, 23, "unknown-timezone", "no time zone `Berlin`", "Europe/Berlin"),
        new("a window that is none", Add("schedule: { windows: ['* 25 * * *'] }"), 6, 23, "bad-window", "`25` is no hour (0 to 23)", "mon-fri"),
        new("a campaign that ends first", Add("schedule: { campaigns: [{ name: a, from: 2026-02-01, until: 2026-01-01 }] }"), 6, 61, "bad-campaign", "ends before it begins", "exchange"),
        new("a campaign without an end", Add("schedule: { campaigns: [{ name: a, from: 2026-02-01 }] }"), 6, 25, "missing-key", "lacks one of"),
        new("two campaigns of one name", Add("schedule: { campaigns: [{ name: a, from: 2026-01-01, until: 2026-01-02 }, { name: a, from: 2026-02-01, until: 2026-02-02 }] }"), 6, 83, "duplicate-campaign", "a campaign `a`"),
        new("a budget without a sign", Add("budget: { overturned: 2, window: 7d }"), 6, 23, "bad-share", "`2` is no share", "2.5%"),
        new("a budget for ever", Add("budget: { overturned: 2%, window: 91d }"), 6, 35, "bad-duration", "no window of a budget", "90d"),
        new("a path with a star inside", With("hosts: [shop.example]", "paths: [/a/*/b]"), 9, 11, "bad-path", "`/a/*/b` is no path", "at the end"),
        new("a path with a double slash", With("hosts: [shop.example]", "paths: [/a//b]"), 9, 11, "bad-path", "no request has the path `/a//b`", "without double slashes"),
        new("a path with parameters", With("hosts: [shop.example]", "paths: ['/a;v=1/*']"), 9, 11, "bad-path", "no request has the path `/a;v=1/*`", "what follows a `;`"),
        new("a path that goes up", With("hosts: [shop.example]", "paths: [/a/../b]"), 9, 11, "bad-path", "no request has the path `/a/../b`", "`..`"),
        new("an encoded path", With("hosts: [shop.example]", "paths: [/%61dmin/*]"), 9, 11, "bad-path", "no request has the path `/%61dmin/*`", "decoded"),
        new("a method that is none", With("hosts: [shop.example]", "methods: [FETCH]"), 9, 13, "unknown-method", "no method `FETCH`", "GET"),

        // What goes with an action.
        new("an escalation that falls", With("duration: 15m", "duration: 15m\n      escalate: [1h, 10m]"), 17, 18, "bad-escalation", "must rise"),
        new("an escalation past the month", With("duration: 15m", "duration: 15m\n      escalate: [31d]"), 17, 18, "bad-duration", "`31d` is no duration", "30d"),
        new("a challenge of a throttle", With("duration: 15m", "duration: 15m\n      challenge: step-up"), 17, 18, "wrong-action", "`challenge` means nothing with `throttle`", "belongs to challenge"),
        new("an override of a throttle", With("duration: 15m", "duration: 15m\n      override: true"), 17, 17, "wrong-action", "`override` means nothing", "belongs to allow"),
        new("a bypass that is neither", With("duration: 15m", "duration: 15m\n      bypass: maybe"), 17, 15, "bad-value", "neither true nor false"),
        new("an obligation to do nothing", With("duration: 15m", "duration: 15m\n      obligations: [{ value: a }]"), 17, 21, "bad-obligation", "asks for nothing"),
        new("an obligation to do two things", With("duration: 15m", "duration: 15m\n      obligations: [{ tag: a, webhook: b }]"), 17, 21, "bad-obligation", "several things"),
        new("a header without a value", With("duration: 15m", "duration: 15m\n      obligations: [{ header: X-A }]"), 17, 21, "bad-obligation", "belong together"),
        new("a header that proxies use", With("duration: 15m", "duration: 15m\n      obligations: [{ header: Host, value: evil.example }]"), 17, 31, "bad-obligation", "`Host` is no header"),
        new("a header that only we sign", With("duration: 15m", "duration: 15m\n      obligations: [{ header: X-SD-Risk, value: low }]"), 17, 31, "bad-obligation", "`X-SD-Risk` is no header"),
        new("a header of a family that decides where a request goes", With("duration: 15m", "duration: 15m\n      obligations: [{ header: X-Forwarded-Port, value: \"443\" }]"), 17, 31, "bad-obligation", "`X-Forwarded-Port` is no header"),
        new("a header that breaks the line", With("duration: 15m", "duration: 15m\n      obligations: [{ header: X-A, value: \"a\\r\\nX-B: c\" }]"), 17, 43, "bad-obligation", "no value of a header"),
        new("a language that is none", With("reason: A reason in plain words.", "reason: { english: A reason in plain words. }"), 18, 15, "bad-language", "`english` is no language", "BCP 47"),
        new("a reason without a text", With("reason: A reason in plain words.", "reason: { en: A reason in plain words., de: }"), 18, 45, "missing-value", "`de` has no value"),
        new("a variable that is not there", With("f.ip.requests_5m > 5", "vars.failing"), 12, 16, "unknown-name", "no variable `failing`", "variables"),
        new("a list that is not there", With("f.ip.requests_5m > 5", "list(\"vip\") && f.ip.requests_5m > 5"), 12, 16, "unknown-list", "no list \"vip\""),
        new("a test at no time", With("- name: a test", "- name: a test\n    at: noon"), 21, 9, "bad-moment", "`noon` is no moment"),
        new("a test in a list that is not there", With("- name: a test", "- name: a test\n    lists: [vip]"), 21, 13, "unknown-list", "no list `vip`"),
        new("a restriction of a test without an action", With("- name: a test", "- name: a test\n    restrictions: [{ scope: ip }]"), 21, 20, "missing-key", "no `action`"),

        // What must be said.
        new("no name", With("name: a-policy\n", ""), 1, 1, "missing-key", "the policy has no `name`", "add `name:"),
        new("no owner", With("owner: security\n", ""), 1, 1, "missing-key", "the policy has no `owner`"),
        new("no description", With("description: For a test.\n", ""), 1, 1, "missing-key", "the policy has no `description`"),
        new("no threat", With("threat: scraping\n", ""), 1, 1, "missing-key", "the policy has no `threat`"),
        new("no mode", With("mode: enforce\n", ""), 1, 1, "missing-key", "the policy has no `mode`", "add `mode: shadow`"),
        new("no rules", "name: a-policy\nowner: a\ndescription: b\nthreat: scraping\nmode: shadow\nrules: []\n", 1, 1, "no-rules", "the policy has no rules"),
        new("enforcing without tests", Good[..Good.IndexOf("tests:", StringComparison.Ordinal)], 1, 1, "no-tests", "has no tests", "what it must leave alone"),
        new("endless description", With("For a test.", new string('x', 2001)), 3, 14, "too-long", "more than 2000 characters"),
        new("endless owner", With("owner: security", "owner: " + new string('x', 101)), 2, 8, "too-long", "more than 100 characters"),
        new("bad name", With("name: a-policy", "name: A Policy"), 1, 7, "bad-name", "`A Policy` is no name for a policy", "small letters"),
        new("unknown threat", With("threat: scraping", "threat: scrapping"), 4, 9, "unknown-threat", "no threat `scrapping`", "credential_stuffing"),
        new("unknown mode", With("mode: enforce", "mode: on"), 5, 7, "unknown-mode", "no mode `on`", "write off, shadow or enforce"),
        new("unknown operation", With("operations: [login]", "operations: [login, signin]"), 7, 23, "unknown-operation", "no operation `signin`", "password-reset"),
        new("no condition", With("    when: f.ip.requests_5m > 5\n", ""), 11, 5, "missing-key", "the rule has no `when`"),
        new("no action", With("      action: throttle\n", ""), 11, 5, "missing-key", "the rule has no `then.action`"),
        new("unknown action", With("action: throttle", "action: block", 1), 14, 15, "unknown-action", "no action `block`", "allow, challenge, throttle or revoke"),
        new("no scope", With("      scope: ip\n", ""), 14, 15, "missing-key", "`throttle` has no scope"),
        new("unknown scope", With("scope: ip", "scope: address"), 15, 14, "unknown-scope", "no scope `address`", "api_key"),
        new("no duration", With("      duration: 15m\n", ""), 14, 15, "missing-key", "`throttle` has no duration"),
        new("bad duration", With("duration: 15m", "duration: 15 minutes"), 16, 17, "bad-duration", "`15 minutes` is no duration", "10s to 30d"),
        new("too long a duration", With("duration: 15m", "duration: 31d"), 16, 17, "bad-duration", "`31d` is no duration"),
        new("no reason", With("    reason: A reason in plain words.\n", ""), 11, 5, "missing-key", "the rule has no `reason`"),
        new("no real reason", With("reason: A reason in plain words.", "reason: bad"), 18, 13, "bad-reason", "the reason has 3 characters"),
        new("bad reason code", With("reason_code: A_REASON", "reason_code: a-reason"), 17, 18, "bad-reason-code", "`a-reason` is no reason code", "capital letters"),
        new("revoking an address", With("action: throttle\n", "action: revoke\n", 1), 15, 14, "revoke-scope", "other people may be behind it"),
        new("revoking an account, in other letters", With("action: throttle\n      scope: ip", "action: Revoke\n      scope: ACCOUNT"), 15, 14, "revoke-scope", "revoked by a person"),
        new("duplicate rule", With("tests:\n", Again() + "tests:\n"), 19, 11, "duplicate-rule", "a rule `a-rule` is in this policy already"),
        new("test without expectation", With("    expect: { action: throttle, rule: a-rule }", "    expect: {}"), 20, 5, "missing-key", "no `expect.action`"),
        new("test of a rule that is not there", With("rule: a-rule }", "rule: b-rule }"), 24, 39, "unknown-rule", "no rule `b-rule`"),
        new("test with an unknown feature", With("{ ip.requests_5m: 6 }", "{ ip.request_5m: 6 }"), 22, 17, "unknown-name", "no feature `ip.request_5m`"),
        new("test with no number", With("{ ip.requests_5m: 6 }", "{ ip.requests_5m: many }"), 22, 33, "not-a-number", "`many` is not a number"),
        new("test with no probability", With("scraping: 0.5", "scraping: 5"), 23, 26, "not-a-probability", "`5` is no probability"),
        new("test with an impossible address", With("ip: 203.0.113.9", "ip: nowhere"), 21, 38, "bad-value", "`nowhere` is no value of `ip`"),

        // Conditions, placed through the ways that YAML writes a text.
        new("wrong name, plain", When("f.ip.requests_5min > 5"), 12, 16, "unknown-name", "nothing called `f.ip.requests_5min`", "30s, 5m, 1h, 24h"),
        new("wrong name, quoted", When("\"f.ip.requests_5m > 5 && request.pth == '/'\""), 12, 44, "unknown-name", "`request.pth`", "`request.path`"),
        new("wrong name, single quotes doubled", When("'request.path == ''/'' && nothing'"), 12, 37, "unknown-name", "`nothing`"),
        new("wrong name, literal block", When("|\n      f.ip.requests_5m > 5\n      && nothing"), 14, 10, "unknown-name", "`nothing`"),
        new("wrong name, folded block", When(">-\n      f.ip.requests_5m > 5\n      && f.ip.logins_5m > 2\n      && nothing"), 15, 10, "unknown-name", "`nothing`"),
        new("wrong name, folded plain", When("f.ip.requests_5m > 5\n      && nothing"), 13, 10, "unknown-name", "`nothing`"),
        new("wrong type", When("f.ip.requests_5m > '5'"), 12, 28, "no-such-overload", "`>` does not take double and string"),
        new("not a condition", When("f.ip.requests_5m"), 12, 11, "not-a-condition", "the condition is a double", "compare it"),
        new("syntax", When("f.ip.requests_5m >"), 12, 28, "syntax", "ends too early"),
        new("assignment", When("f.ip.requests_5m = 5"), 12, 28, "bad-character", "`=` has no meaning here", "=="),
        new("location alone", When("f.account.new_country"), 12, 21, "location-alone", "for where they are alone", "something that was done"),
        new("location as an alternative", When("f.ip.requests_5m > 5 || request.country == \"XX\""), 12, 51, "location-alone", "`request.country == \"XX\"` is enough"),
        new("regex that multiplies", When("request.path.matches(\"((a{50}){50}){50}\")"), 12, 32, "bad-pattern", "more than 1000 positions"),
        new("condition nested deeply", When(new string('(', 150) + "true" + new string(')', 150)), 12, 111, "too-deep", "deeper than 100 levels"),
        new("condition of enormous length", When("f.ip.requests_5m > 5" + string.Concat(Enumerable.Repeat(" || f.ip.requests_5m > 5", 1000))), 12, 11, "expression-too-long", "more than 16384"),
    ];

    /// <summary>The good policy with one line more behind its mode.</summary>
    private static string Add(string line) => With("mode: enforce", "mode: enforce\n" + line);

    private static string With(string old, string replacement, int occurrences = 0)
    {
        var at = Good.IndexOf(old, StringComparison.Ordinal);
        return at < 0
            ? throw new ArgumentException($"the good policy does not hold `{old}`", nameof(old))
            : occurrences == 1 || old.Contains('\n') || Good.IndexOf(old, at + 1, StringComparison.Ordinal) < 0
                ? Good[..at] + replacement + Good[(at + old.Length)..]
                : throw new ArgumentException($"the good policy holds `{old}` twice", nameof(old));
    }

    private static string When(string condition) => With("when: f.ip.requests_5m > 5", "when: " + condition);

    private static string Again()
    {
        var from = Good.IndexOf("  - name: a-rule", StringComparison.Ordinal);
        return Good[from..Good.IndexOf("tests:", StringComparison.Ordinal)];
    }
}
