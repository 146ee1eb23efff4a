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

    public void Apply(SecurityEvent e)
    {
        if (_seen.Add((e.Id, e.Kind))) _events.Add(e);
    }

    public Dictionary<string, float> Read(SecurityEvent e)
    {
        var vector = FeatureCatalog.All.ToDictionary(f => f.Name, _ => float.NaN);
        foreach (var kind in EntityKinds.All)
        {
            var key = e.Entity(kind);
            if (!key.IsNone) ReadEntity(e, key, vector);
        }

        ReadRequest(e, vector);
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
            foreach (var counter in Enum.GetValues<FeatureCounter>())
                vector[NameAt(FeatureCatalog.IndexOf(key.Kind, counter, window))] = inside.Count(x => Moves(x, counter));
            foreach (var distinct in Enum.GetValues<FeatureDistinct>())
            {
                var index = FeatureCatalog.IndexOf(key.Kind, distinct, window);
                if (index >= 0)
                {
                    vector[NameAt(index)] = inside.Where(x => x.Kind == EventKind.Request)
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
        vector[$"{name}.arrival_variation"] = Variation(requests);
        if (key.Kind == EntityKind.Account) ReadAccount(e, mine, vector);
        if (key.Kind == EntityKind.Session) ReadSession(e, mine, signIns, vector);
    }

    private static void ReadAccount(SecurityEvent e, List<SecurityEvent> mine, Dictionary<string, float> vector)
    {
        var logins = mine.Where(x => x is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded }).ToList();
        vector["account.known_logins"] = Math.Min(255, logins.Count);
        if (logins.Count == 0) return;
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
        vector["request.bot_user_agent"] = e.UserAgent is "" or "curl/8.5.0" ? 1 : 0;
    }

    private static bool Moves(SecurityEvent e, FeatureCounter counter) => counter switch
    {
        FeatureCounter.Requests => e.Kind == EventKind.Request,
        FeatureCounter.Logins => e is { Kind: EventKind.Request, Operation: Operation.Login },
        FeatureCounter.Registrations => e is { Kind: EventKind.Request, Operation: Operation.Register },
        FeatureCounter.PasswordResets => e is { Kind: EventKind.Request, Operation: Operation.PasswordReset },
        FeatureCounter.Checkouts => e is { Kind: EventKind.Request, Operation: Operation.Checkout },
        FeatureCounter.LoginFailed => e is { Kind: EventKind.Outcome, Login: LoginOutcome.Failed },
        FeatureCounter.LoginSucceeded => e is { Kind: EventKind.Outcome, Login: LoginOutcome.Succeeded },
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
