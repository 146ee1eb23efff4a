using FsCheck;
using FsCheck.Fluent;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>Conditions over few variables and few constants, so that parts meet, repeat and contradict each other.</summary>
internal static class RandomConditions
{
    private static readonly string[] Numbers =
    [
        "f.ip.requests_30s", "f.ip.requests_5m", "f.ip.requests_1h", "f.ip.distinct_accounts_5m", "f.account.night_share_7d",
        "f.account.burstiness", "f.request.hour_utc", "f.account.prior_attacks", "threat(\"scraping\")", "risk.score",
    ];

    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    private static readonly string[] Constants = ["0", "1", "2", "3.5", "0.5", "0.1", "7u", "23", "-1.0", "255", "100000000000.0"];

    private static readonly string[] Truths =
    [
        "true", "false", "1 < 2", "1 / 0 > 1", "f.account.new_device", "f.session.device_changed", "request.is_browser", "ip.known",
        "known(f.ip.requests_5m)", "known(f.account.new_device)", "10 / int(f.request.hour_utc) > 1",
        "request.path.matches(\"^/a\")", "request.is_browser == false", "(f.ip.requests_5m > 3.0) != true",
        "size(request.path) > 2",
    ];

    private static readonly string[] Texts =
    [
        "request.operation == \"login\"", "request.operation != \"login\"", "request.operation in [\"login\", \"page\"]",
        "!(request.operation in [\"login\", \"page\"])", "\"login\" == request.operation", "request.path == \"/api/v1\"",
        "request.path.startsWith(\"/api\")", "request.path.startsWith(\"/api/v1\")", "request.path.startsWith(\"/shop\")",
        "request.path.endsWith(\"v1\")", "request.path.contains(\"i/v\")", "request.country in [\"DE\", \"FR\"]",
        "request.country == \"DE\"", "risk.level == \"high\"",
    ];

    public static Gen<string> Any { get; } = Of(3);

    private static Gen<string> Of(int depth)
    {
        var leaf = Gen.Frequency((5, Comparison()), (2, Relation()), (2, Gen.Elements(Truths)), (2, Gen.Elements(Texts)));
        if (depth == 0)
        {
            return leaf;
        }

        var below = Of(depth - 1);
        return Gen.Frequency(
            (2, leaf),
            (3, Both(below, "&&")),
            (3, Both(below, "||")),
            (2, below.Select(a => $"!({a})")),
            (1, below.Three().Select(c => $"(({c.Item1}) ? ({c.Item2}) : ({c.Item3}))")));
    }

    private static Gen<string> Both(Gen<string> below, string op) =>
        below.Two().Select(p => $"({p.Item1} {op} {p.Item2})");

    private static Gen<string> Comparison() =>
        from number in Gen.Elements(Numbers)
        from op in Gen.Elements(Comparisons)
        from constant in Gen.Elements(Constants)
        from isTurned in Gen.Elements(true, false)
        select isTurned ? $"{constant} {op} {number}" : $"{number} {op} {constant}";

    private static Gen<string> Relation() =>
        from a in Gen.Elements(Numbers)
        from b in Gen.Elements(Numbers)
        from op in Gen.Elements(Comparisons)
        from form in Gen.Elements("{0} {2} {1}", "{0} {2} 2.0 * {1}", "5.0 * {1} {2} {0}", "{0} - {1} {2} 3.5", "{0} / {1} {2} 0.5", "-{0} {2} {1} + 1.0")
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, a, b, op);
}
