namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>Decisions as a shop's day leaves them: shoppers, an office, a stuffing run, a scraper, a stolen session. Repeatable.</summary>
internal sealed class ShopTraffic(int seed)
{
    private const string Model = "9f2c41d07ab35e68";
    private const string Policies = "51be0c7d2f94a6e3";
    private static readonly string[] Paths = ["/", "/products", "/products/41", "/products/7", "/search", "/cart", "/profile"];
    private static readonly string[] Countries = ["DE", "DE", "DE", "AT", "CH", "NL", "FR"];

    private readonly Random _random = new(seed);

    public List<Restriction> Restrictions { get; } = [];

    /// <summary>Oldest first, the last one just before <paramref name="nowMs"/>.</summary>
    public List<Decision> Day(long nowMs, int count)
    {
        var decisions = new List<Decision>();
        for (var i = 0; i < count; i++)
        {
            // Denser towards now, so that every range of the overview has something to show.
            var back = (long)(Math.Pow(_random.NextDouble(), 2.2) * 86_400_000);
            decisions.Add(One(nowMs - back - 1));
        }

        decisions.Sort((a, b) => a.Id.CompareTo(b.Id));
        return decisions;
    }

    public Decision One(long atMs) => (_random.NextDouble(), atMs / 600_000 % 3) switch
    {
        ( < 0.45, 0) => Stuffing(atMs),
        ( < 0.06, _) => Stuffing(atMs),
        ( < 0.13, _) => Scraping(atMs),
        ( < 0.15, _) => Hijack(atMs),
        ( < 0.20, _) => NewDevice(atMs),
        _ => Shopper(atMs),
    };

    public Decision Shopper(long atMs)
    {
        var n = _random.Next(400);
        var login = _random.Next(12) == 0;
        var decision = New(Event(
            atMs, login ? Operation.Login : Operation.Page, login ? "/login" : Pick(Paths), $"198.51.{n % 100}.{1 + (n % 250)}", $"customer-{n}",
            $"phone-{n}", Pick(Countries)));
        decision.Risk = (float)(_random.NextDouble() * 0.08);
        Set(decision, EntityKind.Ip, FeatureCounter.Requests, 3 + _random.Next(20));
        return decision;
    }

    public Decision Stuffing(long atMs)
    {
        var failed = 12 + _random.Next(60);
        var ip = $"203.0.113.{8 + _random.Next(4)}";
        var decision = New(Event(
            atMs, Operation.Login, "/login", ip, $"victim-{_random.Next(5000)}", null, "RU", userAgent: "python-requests/2.31.0"));
        var from = FeatureCatalog.IndexOf("ip.login_failed_5m");
        var accounts = FeatureCatalog.IndexOf("ip.distinct_accounts_5m");
        decision.Features[from] = failed;
        decision.Features[accounts] = failed - 2;
        Set(decision, EntityKind.Ip, FeatureCounter.Requests, failed + 2);
        Set(decision, EntityKind.Network, FeatureCounter.LoginFailed, failed * 3);
        decision.Features[FeatureCatalog.IndexOf("request.bot_user_agent")] = 1;
        ref var stuffing = ref decision.Candidates.Propose(Threat.CredentialStuffing, 0.8f);
        stuffing.Probability = 0.86f + (float)(_random.NextDouble() * 0.13);
        stuffing.Add(from, failed, 10);
        stuffing.Add(accounts, failed - 2, 8);
        ref var spraying = ref decision.Candidates.Propose(Threat.PasswordSpraying, 0.35f);
        spraying.Probability = 0.21f;
        spraying.Add(FeatureCatalog.IndexOf("network.login_failed_1h"), failed * 3, 40);
        var throttled = failed > 40;
        var action = throttled ? ActionKind.Throttle : ActionKind.Challenge;
        decision.Rules.Add(new FiredRule(
            "login-protection", throttled ? "many-failures-throttle" : "many-failures-challenge", PolicyMode.Enforce, action, RuleOutcome.Won,
            Threat.CredentialStuffing, "LOGIN_FAILURES_FROM_ADDRESS", $"{failed} logins failed from this address in 5 minutes"));
        decision.Rules.Add(new FiredRule(
            "spraying", "network-failures", PolicyMode.Shadow, ActionKind.Challenge, RuleOutcome.Weaker, Threat.PasswordSpraying,
            "LOGIN_FAILURES_FROM_NETWORK", "Many logins failed from this network in one hour"));
        Leave(decision, action, EntityKind.Ip, 900_000, "login-protection", $"{failed} logins failed from this address in 5 minutes");
        return Finish(decision, action, Threat.CredentialStuffing);
    }

    public Decision Scraping(long atMs)
    {
        var pages = 300 + _random.Next(900);
        var decision = New(Event(
            atMs, Operation.Page, $"/products/{_random.Next(500)}", "192.0.2.77", null, null, "US", userAgent: "Mozilla/5.0 (compatible; PriceBot/4.2)"));
        var paths = FeatureCatalog.IndexOf("ip.distinct_paths_5m");
        decision.Features[paths] = pages;
        Set(decision, EntityKind.Ip, FeatureCounter.Requests, pages + 40);
        ref var scraping = ref decision.Candidates.Propose(Threat.Scraping, 0.7f);
        scraping.Probability = 0.78f;
        scraping.Add(paths, pages, 120);
        decision.Rules.Add(new FiredRule(
            "scraping", "many-pages", PolicyMode.Shadow, ActionKind.Throttle, RuleOutcome.WonInShadow, Threat.Scraping, "MANY_PAGES_FROM_ADDRESS",
            $"{pages} different pages were asked for from this address in 5 minutes"));
        decision.ShadowAction = ActionKind.Throttle;
        return Finish(decision, ActionKind.Allow, Threat.Scraping);
    }

    public Decision Hijack(long atMs)
    {
        var decision = New(Event(atMs, Operation.Checkout, "/checkout", "192.0.2.140", "customer-17", null, "VN", session: "session-17"));
        var moved = FeatureCatalog.IndexOf("session.user_agent_changed");
        decision.Features[moved] = 1;
        decision.Features[FeatureCatalog.IndexOf("session.network_changed")] = 1;
        ref var hijack = ref decision.Candidates.Propose(Threat.SessionHijacking, 0.9f);
        hijack.Probability = 0.93f;
        hijack.Add(moved, 1, 1);
        decision.Rules.Add(new FiredRule(
            "session-protection", "moved-session", PolicyMode.Enforce, ActionKind.Revoke, RuleOutcome.Won, Threat.SessionHijacking,
            "SESSION_MOVED", "This session was used with another browser than it began with"));
        Leave(decision, ActionKind.Revoke, EntityKind.Session, 86_400_000, "session-protection", "This session was used with another browser than it began with");
        return Finish(decision, ActionKind.Revoke, Threat.SessionHijacking);
    }

    public Decision NewDevice(long atMs)
    {
        var n = _random.Next(400);
        var decision = New(Event(
            atMs, Operation.Login, "/login", $"198.51.{n % 100}.{1 + (n % 250)}", $"customer-{n}", $"tablet-{n}", Pick(Countries)));
        var device = FeatureCatalog.IndexOf("account.new_device");
        decision.Features[device] = 1;
        ref var takeover = ref decision.Candidates.Propose(Threat.AccountTakeover, 0.3f);
        takeover.Probability = 0.41f;
        takeover.Add(device, 1, 1);
        return Finish(decision, ActionKind.Allow, Threat.AccountTakeover);
    }

    private Decision New(SecurityEvent e)
    {
        var decision = new Decision { Event = e, ModelHash = Model, PolicySetHash = Policies, ElapsedNs = 4_000 + _random.Next(9_000) };
        System.Array.Fill(decision.Features, float.NaN);
        foreach (var feature in FeatureCatalog.All.Where(f => f.Entity == EntityKind.None || !e.Entity(f.Entity).IsNone))
        {
            decision.Features[feature.Index] = 0;
        }

        decision.Features[FeatureCatalog.IndexOf("request.browser_headers")] = 4;
        return decision;
    }

    private static Decision Finish(Decision decision, ActionKind action, Threat threat)
    {
        decision.Action = action;
        decision.ShadowAction = (ActionKind)Math.Max((int)action, (int)decision.ShadowAction);
        decision.Threat = threat;
        foreach (var candidate in decision.Candidates.Items)
        {
            decision.Risk = Math.Max(decision.Risk, candidate.Probability);
        }

        return decision;
    }

    private void Leave(Decision decision, ActionKind action, EntityKind on, long lengthMs, string owner, string reason)
    {
        var entity = decision.Event.Entity(on);
        var from = decision.Event.TimeMs;
        if (Restrictions.Any(r => r.Entity == entity && Math.Abs(r.FromMs - from) < lengthMs))
        {
            return;
        }

        var restriction = new Restriction
        {
            Id = EventId.New(from),
            Entity = entity,
            Action = action,
            FromMs = from,
            UntilMs = from + lengthMs,
            Origin = RestrictionOrigin.Policy,
            Owner = owner,
            ReasonCode = "SEEN",
            Reason = reason,
            Threat = decision.Rules[0].Threat,
            Decision = decision.Id,
        };
        decision.Issued.Add(restriction);
        Restrictions.Add(restriction);
    }

    private static void Set(Decision decision, EntityKind entity, FeatureCounter counter, float value)
    {
        for (var window = FeatureWindow.Seconds30; window <= FeatureWindow.Hours24; window++)
        {
            decision.Features[FeatureCatalog.IndexOf(entity, counter, window)] = MathF.Round(value * (0.2f + (0.4f * (int)window)));
        }
    }

    private static SecurityEvent Event(
        long atMs, Operation operation, string path, string ip, string? account, string? device, string country,
        string userAgent = SampleEvents.Browser, string? session = null)
    {
        var e = SampleEvents.Request(operation, account, ip, device, session, path: path, userAgent: userAgent, country: country);
        return e with { Id = EventId.New(atMs), TimeMs = atMs };
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
