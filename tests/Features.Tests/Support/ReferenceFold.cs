namespace SecurityDecisioning.Features.Tests.Support;

/// <summary>
/// The fold by its definition, slow and obvious: keeps every event and counts again at each read. Shares nothing with the
/// product but the catalogue.
/// </summary>
internal sealed class ReferenceFold
{
    private static readonly (FeatureWindow Window, long BucketMs, int Buckets)[] Rings =
    [
        (FeatureWindow.Seconds30, 5_000, 6), (FeatureWindow.Minutes5, 30_000, 10),
        (FeatureWindow.Hour1, 300_000, 12), (FeatureWindow.Hours24, 3_600_000, 24),
    ];

    private readonly List<SecurityEvent> _events = [];
    private readonly HashSet<(EventId, EventKind)> _seen = [];
    private readonly HashSet<SecurityEvent> _unknownNames = new(ReferenceEqualityComparer.Instance);

    public void Apply(SecurityEvent e)
    {
        if (!_seen.Add((e.Id, e.Kind))) return;
        _events.Add(e);

        // Asked once, of what is known when the login fails.
        if (IsUnknownName(e)) _unknownNames.Add(e);
    }

    public Dictionary<string, float> Read(SecurityEvent e)
    {
        var vector = FeatureCatalog.All.ToDictionary(f => f.Name, _ => float.NaN);
        foreach (var kind in EntityKinds.Counted)
        {
            var key = e.Entity(kind);
            if (key.IsNone) continue;
            if (EntityKinds.IsShared(kind)) ReadShared(e, key, vector);
            else ReadEntity(e, key, vector);
        }

        ReadRequest(e, vector);
        ReadSensitive(e, vector);

        // Surprises come from sketches and from what was learned before; tests of their own hold them against worked-out numbers.
        foreach (var name in vector.Keys.Where(n => n.Contains("_surprise", StringComparison.Ordinal)).ToList()) vector.Remove(name);
        return vector;
    }

    private void ReadEntity(SecurityEvent e, EntityKey key, Dictionary<string, float> vector)
    {
        var mine = _events.Where(x => x.Entity(key.Kind) == key).ToList();
        var signIns = key.Kind == EntityKind.Session
            ? _events.Where(x => x.Kind == EventKind.Outcome && EntityKey.Of(EntityKind.Session, x.NewSession) == key).ToList()
            : [];
        if (mine.Count + signIns.Count == 0) return;
        var name = EntityKinds.NameOf(key.Kind);
        var end = mine.Concat(signIns).Append(e).Max(x => x.TimeMs);
        foreach (var (window, bucketMs, buckets) in Rings)
        {
            bool Holds(SecurityEvent x) => x.TimeMs / bucketMs > (end / bucketMs) - buckets;
            var inside = mine.Where(Holds).ToList();
            foreach (var counter in CountersOf(key.Kind))
                vector[NameAt(FeatureCatalog.IndexOf(key.Kind, counter, window))] = inside.Sum(x => Amount(x, counter));
            foreach (var distinct in Enum.GetValues<FeatureDistinct>())
            {
                var index = FeatureCatalog.IndexOf(key.Kind, distinct, window);
                if (index >= 0)
                {
                    vector[NameAt(index)] = distinct == FeatureDistinct.UnknownNames
                        ? inside.Where(_unknownNames.Contains).Select(x => x.Account).Distinct().Count()
                        : inside.Where(x => x.Kind == EventKind.Request)
                            .Select(x => Value(x, distinct)).OfType<string>().Distinct().Count();
                }
            }
        }

        var requests = mine.Where(x => x.Kind == EventKind.Request).Select(x => x.TimeMs).OrderDescending().Take(8).ToList();
        var before = requests.ToList();
        if (e.Kind == EventKind.Request) before.Remove(e.TimeMs);
        var last = before.Where(t => t <= e.TimeMs).Cast<long?>().FirstOrDefault();
        vector[$"{name}.seconds_since_last"] = last is null ? float.NaN : (e.TimeMs - last.Value) / 1000f;
        vector[$"{name}.seconds_since_first"] =
            Math.Max(0, e.TimeMs - mine.Concat(signIns).Min(x => x.TimeMs)) / 1000f;
        var variation = Variation(requests);
        vector[$"{name}.arrival_variation"] = variation;
        if (key.Kind == EntityKind.AccountNetwork) return;
        vector[$"{name}.arrival_mean"] = requests.Count < 2 ? float.NaN : (requests[0] - requests[^1]) / (1000f * (requests.Count - 1));
        vector[$"{name}.burstiness"] = (variation - 1) / (variation + 1);
        vector[$"{name}.requests_per_page_1h"] = vector[$"{name}.requests_1h"] / Math.Max(1, vector[$"{name}.pages_1h"]);
        var passed = vector[$"{name}.challenges_passed_24h"];
        vector[$"{name}.challenge_pass_rate_24h"] = passed / (passed + vector[$"{name}.challenges_failed_24h"]);
        foreach (var past in new[] { "restrictions", "lifts", "attacks", "cleared" }) vector[$"{name}.prior_{past}"] = 0;
        if (vector.ContainsKey($"{name}.requests_7d")) ReadWeek(e, name, mine, vector);
        if (key.Kind == EntityKind.Account) ReadAccount(e, mine, vector);
        if (key.Kind == EntityKind.Session) ReadSession(e, mine, signIns, vector);
    }

    private void ReadShared(SecurityEvent e, EntityKey key, Dictionary<string, float> vector)
    {
        // As of the start of the bucket that the newest event of all lies in, the one that is read included.
        var running = _events.Append(e).Max(x => x.TimeMs) / 5_000;
        var mine = _events.Where(x => x.Entity(key.Kind) == key && x.TimeMs / 5_000 < running).ToList();
        foreach (var (window, bucketMs, buckets) in Rings)
        {
            var inside = mine.Where(x => x.TimeMs / bucketMs > (running * 5_000 / bucketMs) - buckets).ToList();
            foreach (var counter in CountersOf(key.Kind))
                vector[NameAt(FeatureCatalog.IndexOf(key.Kind, counter, window))] = inside.Sum(x => Amount(x, counter));
        }
    }

    private static void ReadWeek(SecurityEvent e, string name, List<SecurityEvent> mine, Dictionary<string, float> vector)
    {
        const long Hour = 3_600_000, Day = 24 * Hour;
        var requests = mine.Where(x => x.Kind == EventKind.Request).ToList();
        var today = requests.Select(x => x.TimeMs).Append(e.TimeMs).Max() / Day;
        var week = requests.Where(x => x.TimeMs / Day > today - 7).ToList();
        var nights = week.Count(x => ((x.TimeMs / (double)Hour) + (x.Place.IsNone ? 0 : x.Place.Longitude / 15) + 24) % 24 < 6);
        var hour = e.TimeMs / Hour % 24;
        vector[$"{name}.requests_7d"] = week.Count;
        vector[$"{name}.night_share_7d"] = week.Count == 0 ? float.NaN : (float)nights / week.Count;
        vector[$"{name}.active_days_7d"] = week.Select(x => x.TimeMs / Day).Distinct().Count();
        vector[$"{name}.same_hour_days_7d"] = week
            .Where(x => x.TimeMs / Day != today && ((x.TimeMs / Hour) - hour + 25) % 24 < 3).Select(x => x.TimeMs / Day).Distinct().Count();
    }

    private bool IsUnknownName(SecurityEvent x) =>
        x is { Kind: EventKind.Outcome, Login: LoginOutcome.Failed } && !x.Account.IsNone && !_events.Exists(
            y => y.Account == x.Account && y.Kind == EventKind.Outcome && y.TimeMs < (x.TimeMs / 5_000 * 5_000) - 60_000
                && (y.Login == LoginOutcome.Succeeded
                    || (y.Operation == Operation.Register && y.Action == ActionKind.Allow && y.Status is >= 200 and < 400)));

    private static void ReadAccount(SecurityEvent e, List<SecurityEvent> mine, Dictionary<string, float> vector)
    {
        var logins = mine.Where(x => x is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded }).ToList();
        vector["account.known_logins"] = Math.Min(255, logins.Count);
        var newestLogin = logins.Select(x => x.TimeMs).DefaultIfEmpty(-1).Max();
        var resets = mine.Where(x => x is { Kind: EventKind.Request, Operation: Operation.PasswordReset }).Select(x => x.TimeMs).ToList();
        vector["account.login_after_reset"] = 0;
        if (resets.Count > 0 && resets.Max() <= e.TimeMs)
        {
            var reset = resets.Max();
            vector["account.seconds_since_reset"] = (e.TimeMs - reset) / 1000f;
            var isTrying = e.Operation == Operation.Login && e.TimeMs - reset <= 3_600_000;
            vector["account.login_after_reset"] = isTrying || (newestLogin >= reset && newestLogin - reset <= 3_600_000) ? 1 : 0;
        }

        if (logins.Count == 0) return;
        var placed = logins.Where(x => !x.Place.IsNone).MaxBy(x => x.TimeMs);
        if (placed is not null && placed.TimeMs <= e.TimeMs && !e.Place.IsNone)
            vector["account.geo_velocity"] = KmPerHour(placed.Place, e.Place, e.TimeMs - placed.TimeMs);
        if (e.Asn != 0 && logins.Exists(x => x.Asn != 0)) vector["account.new_asn"] = logins.Exists(x => x.Asn == e.Asn) ? 0 : 1;
        vector["account.new_device"] = logins.Exists(x => x.Device == e.Device) ? 0 : 1;
        vector["account.new_network"] = logins.Exists(x => x.Ip.Network == e.Ip.Network) ? 0 : 1;
        vector["account.new_user_agent"] = logins.Exists(x => x.UserAgent == e.UserAgent) ? 0 : 1;
        if (e.Country.Length > 0 && logins.Exists(x => x.Country.Length > 0))
            vector["account.new_country"] = logins.Exists(x => x.Country == e.Country) ? 0 : 1;
    }

    private static void ReadSession(
        SecurityEvent e, List<SecurityEvent> mine, List<SecurityEvent> signIns, Dictionary<string, float> vector)
    {
        var requests = mine.Where(x => x.Kind == EventKind.Request).OrderBy(x => x.TimeMs);
        var order = signIns.OrderBy(x => x.TimeMs).Concat(requests).ToList();
        float Changed(Func<SecurityEvent, string> of, bool isNeeded)
        {
            var began = order.Select(of).FirstOrDefault(v => v.Length > 0);
            return began is null || (isNeeded && of(e).Length == 0) ? float.NaN : began == of(e) ? 0 : 1;
        }

        vector["session.device_changed"] = Changed(x => x.Device.IsNone ? "" : x.Device.ToString(), isNeeded: false);
        vector["session.network_changed"] = Changed(x => x.Ip.Network.ToString(), isNeeded: true);
        vector["session.user_agent_changed"] = Changed(x => x.UserAgent, isNeeded: false);
        vector["session.country_changed"] = Changed(x => x.Country, isNeeded: true);
    }

    private static void ReadSensitive(SecurityEvent e, Dictionary<string, float> vector)
    {
        if (!(vector["account.known_logins"] > 0)) return;
        var age = vector["device.seconds_since_first"];
        var isNew = vector["account.new_device"] == 1 || (age < 86_400 && vector["account.seconds_since_first"] > age + 86_400);
        var isSensitive = e.Operation is Operation.Checkout or Operation.PasswordReset or Operation.Admin;
        vector["account.sensitive_on_new_device"] = isNew && isSensitive ? 1 : 0;
    }

    private static void ReadRequest(SecurityEvent e, Dictionary<string, float> vector)
    {
        vector["request.hour_utc"] = DateTimeOffset.FromUnixTimeMilliseconds(e.TimeMs).Hour;
        foreach (var name in Operations.All)
            vector[$"request.is_{name.Replace('-', '_')}"] = Operations.NameOf(e.Operation) == name ? 1 : 0;
        RequestTraits[] headers =
            [RequestTraits.HasAccept, RequestTraits.HasAcceptLanguage, RequestTraits.HasAcceptEncoding, RequestTraits.HasFetchMetadata];
        vector["request.browser_headers"] = headers.Count(h => e.Traits.HasFlag(h));
        vector["request.has_cookie"] = e.Traits.HasFlag(RequestTraits.HasCookie) ? 1 : 0;
        vector["request.has_referer"] = e.Traits.HasFlag(RequestTraits.HasReferer) ? 1 : 0;
        vector["request.has_clearance"] = e.Traits.HasFlag(RequestTraits.HasClearance) ? 1 : 0;
        vector["request.forged_token"] = e.Traits.HasFlag(RequestTraits.ForgedToken) ? 1 : 0;
        vector["request.user_agent_length"] = e.UserAgent.Length;
        vector["request.hints_contradict"] = e.Hints switch { HintAgreement.Agree => 0, HintAgreement.Contradict => 1, _ => float.NaN };
        foreach (var (name, trait) in new[]
        {
            ("tor", NetworkTraits.Tor), ("hosting", NetworkTraits.Hosting), ("vpn", NetworkTraits.Vpn),
            ("public_proxy", NetworkTraits.PublicProxy), ("residential_proxy", NetworkTraits.ResidentialProxy),
            ("anonymous", NetworkTraits.Anonymous), ("allowed_network", NetworkTraits.Allowed),
        })
        {
            vector[$"request.{name}"] = e.Network.HasFlag(trait) ? 1 : 0;
        }

        vector["request.bot_user_agent"] = e.UserAgent is "" or "curl/8.5.0" ? 1 : 0;
    }

    private static float KmPerHour(GeoPoint a, GeoPoint b, long elapsedMs)
    {
        // By the law of cosines, where the product uses the haversine.
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var cosine = (Math.Sin(Radians(a.Latitude)) * Math.Sin(Radians(b.Latitude)))
            + (Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Cos(Radians(a.Longitude - b.Longitude)));
        var km = (6_371 * Math.Acos(Math.Clamp(cosine, -1, 1))) - a.RadiusKm - b.RadiusKm;
        return (float)(Math.Max(0, km) / Math.Max(1 / 60.0, elapsedMs / 3_600_000.0));
    }

    private static IEnumerable<FeatureCounter> CountersOf(EntityKind kind) =>
        Enum.GetValues<FeatureCounter>().Where(c => FeatureCatalog.IndexOf(kind, c, FeatureWindow.Seconds30) >= 0);

    private static long Amount(SecurityEvent e, FeatureCounter counter) => counter == FeatureCounter.KibOut
        ? e.Kind == EventKind.Outcome ? (e.BytesOut + 1023) / 1024 : 0
        : Moves(e, counter) ? 1 : 0;

    private static bool Moves(SecurityEvent e, FeatureCounter counter) => counter switch
    {
        FeatureCounter.Requests => e.Kind == EventKind.Request,
        FeatureCounter.Logins => e is { Kind: EventKind.Request, Operation: Operation.Login },
        FeatureCounter.Registrations => e is { Kind: EventKind.Request, Operation: Operation.Register },
        FeatureCounter.PasswordResets => e is { Kind: EventKind.Request, Operation: Operation.PasswordReset },
        FeatureCounter.Checkouts => e is { Kind: EventKind.Request, Operation: Operation.Checkout },
        FeatureCounter.LoginFailed => e is { Kind: EventKind.Outcome, Login: LoginOutcome.Failed },
        FeatureCounter.LoginSucceeded => e is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded },
        FeatureCounter.Pages => e is { Kind: EventKind.Request, Operation: Operation.Page },
        FeatureCounter.Status4xx => e is { Kind: EventKind.Outcome, Action: ActionKind.Allow, Status: >= 400 and < 500 },
        FeatureCounter.Status404 => e is { Kind: EventKind.Outcome, Action: ActionKind.Allow, Status: 404 },
        FeatureCounter.ChallengesGiven => e is { Kind: EventKind.Outcome, Challenge: ChallengeOutcome.Given },
        FeatureCounter.ChallengesPassed => e is { Kind: EventKind.Outcome, Challenge: ChallengeOutcome.Passed },
        FeatureCounter.ChallengesFailed => e is { Kind: EventKind.Outcome, Challenge: ChallengeOutcome.Failed },
        _ => throw new ArgumentOutOfRangeException(nameof(counter)),
    };

    private static string? Value(SecurityEvent e, FeatureDistinct distinct) => distinct switch
    {
        FeatureDistinct.Accounts => e.Account.IsNone ? null : e.Account.ToString(),
        FeatureDistinct.Devices => e.Device.IsNone ? null : e.Device.ToString(),
        FeatureDistinct.Ips => e.Ip.IsNone ? null : e.Entity(EntityKind.Ip).ToString(),
        FeatureDistinct.UserAgents => e.UserAgent.Length == 0 ? null : e.UserAgent,
        _ => e.Path.Length == 0 ? null : e.Path,
    };

    private static float Variation(List<long> newestFirst)
    {
        if (newestFirst.Count < 4) return float.NaN;
        var gaps = newestFirst.Zip(newestFirst.Skip(1), (a, b) => (double)(a - b)).ToList();
        var mean = gaps.Average();
        return mean == 0 ? float.NaN : (float)(Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean))) / mean);
    }

    private static string NameAt(int index) => FeatureCatalog.All[index].Name;
}
