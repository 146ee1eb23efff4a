using SecurityDecisioning.Policies.Tests.Deciding;

namespace SecurityDecisioning.Policies.Tests.Indexing;

/// <summary>Policies with conditions of every form that the index knows, of some it does not, and of some that end in errors.</summary>
internal static class AnyPolicy
{
    private static readonly string[] Atoms =
    [
        "f.ip.requests_5m >= 3", "f.ip.requests_5m > 2", "f.ip.requests_5m < 3", "f.ip.requests_5m <= 2", "f.ip.requests_5m == 5",
        "f.ip.requests_5m != 5", "2 < f.ip.login_failed_5m", "5.0 >= f.ip.login_failed_5m", "f.ip.login_failed_5m > 0.1",
        "f.ip.login_failed_5m >= 0.1", "f.ip.login_failed_5m < 0.1", "f.network.requests_1h > 1e300", "f.network.requests_1h < -1e300",
        "f.network.requests_1h >= 2.0 * 3.0 - 7.0", "f.network.requests_1h * 2.0 > f.ip.requests_5m", "-f.session.requests_5m < -2.0",
        "f.session.requests_5m / f.ip.requests_5m > 1.0", "f.account.new_device", "known(f.session.requests_5m)",
        "threat(\"scraping\") > 0.4", "threat(\"scraping\") >= 0.0", "threat(\"credential_stuffing\") > 0.0",
        "0.9 > threat(\"credential_stuffing\")", "risk.score > 0.5", "risk.score >= 0.0", "risk.score < 0.2", "risk.level == \"high\"",
        "request.is_browser", "request.has_cookie", "account.known", "request.operation == \"login\"",
        "request.path.startsWith(\"/private\")", "1 / size(request.country) == 0", "1 / size(request.country) == 1", "true", "false",
    ];

    public static MadePolicy Of(Random random, int number) => new($"p{number}", [.. Rules(random)])
    {
        Mode = random.Next(6) == 0 ? PolicyMode.Off : random.Next(3) == 0 ? PolicyMode.Shadow : PolicyMode.Enforce,
        Operations = random.Next(3) == 0 ? ["login", "page"] : [],
        Routes = random.Next(3) == 0 ? [AnyRequest.Routes[random.Next(2)], "nowhere"] : [],
        Hosts = random.Next(4) == 0 ? ["A.example"] : [],
        Paths = random.Next(5) == 0 ? ["/private/*"] : [],
        Methods = random.Next(5) == 0 ? ["GET"] : [],
        ExpiresMs = random.Next(5) == 0 ? SampleEvents.StartMs + random.Next(-1, 2) : null,
    };

    private static IEnumerable<MadeRule> Rules(Random random)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            yield return new MadeRule(Condition(random, 3));
        }
    }

    private static string Condition(Random random, int depth) => depth == 0 || random.Next(3) == 0
        ? Atoms[random.Next(Atoms.Length)]
        : random.Next(8) switch
        {
            0 => $"!({Condition(random, depth - 1)})",
            1 => $"({Condition(random, depth - 1)} ? {Condition(random, depth - 1)} : {Condition(random, depth - 1)})",
            2 or 3 or 4 => $"({Condition(random, depth - 1)} && {Condition(random, depth - 1)} && {Condition(random, depth - 1)})",
            _ => $"({Condition(random, depth - 1)} || {Condition(random, depth - 1)})",
        };
}
