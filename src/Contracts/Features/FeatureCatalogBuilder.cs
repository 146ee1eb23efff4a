namespace SecurityDecisioning.Contracts.Features;

/// <summary>Lays the catalogue out: per entity its counters, its distinct counts, its states; then the request's own facts.</summary>
internal sealed class FeatureCatalogBuilder
{
    private static readonly (FeatureCounter Counter, string Name, string What)[] Counters =
    [
        (FeatureCounter.Requests, "requests", "requests"),
        (FeatureCounter.Logins, "logins", "logins tried"),
        (FeatureCounter.LoginFailed, "login_failed", "logins that failed"),
        (FeatureCounter.LoginSucceeded, "login_succeeded", "logins that succeeded"),
        (FeatureCounter.Registrations, "registrations", "registrations tried"),
        (FeatureCounter.PasswordResets, "password_resets", "password resets asked for"),
        (FeatureCounter.Checkouts, "checkouts", "checkouts tried"),
        (FeatureCounter.Status4xx, "status_4xx", "answers with a 4xx status"),
        (FeatureCounter.Status404, "status_404", "answers with status 404"),
        (FeatureCounter.ChallengesGiven, "challenges_given", "challenges given"),
        (FeatureCounter.ChallengesPassed, "challenges_passed", "challenges passed"),
        (FeatureCounter.ChallengesFailed, "challenges_failed", "challenges failed"),
    ];

    private static readonly (FeatureDistinct Distinct, string Name, string What, Sensitivity Tells)[] Distincts =
    [
        (FeatureDistinct.Accounts, "distinct_accounts", "different accounts", Sensitivity.Behaviour),
        (FeatureDistinct.Devices, "distinct_devices", "different devices", Sensitivity.Device),
        (FeatureDistinct.Ips, "distinct_ips", "different addresses", Sensitivity.Location),
        (FeatureDistinct.UserAgents, "distinct_user_agents", "different user agents", Sensitivity.Device),
        (FeatureDistinct.Paths, "distinct_paths", "different paths", Sensitivity.Behaviour),
    ];

    private readonly List<FeatureDefinition> _definitions = [];
    private readonly Dictionary<(EntityKind, FeatureCounter), int> _counters = [];
    private readonly Dictionary<(EntityKind, FeatureDistinct), int> _distincts = [];

    private FeatureCatalogBuilder()
    {
    }

    public IReadOnlyList<FeatureDefinition> Definitions => _definitions;

    public int CounterBase(EntityKind entity, FeatureCounter counter) => _counters[(entity, counter)];

    public int DistinctBase(EntityKind entity, FeatureDistinct distinct) =>
        _distincts.TryGetValue((entity, distinct), out var start) ? start : -1;

    public static FeatureCatalogBuilder Build()
    {
        var builder = new FeatureCatalogBuilder();
        foreach (var entity in EntityKinds.All)
        {
            builder.AddCounters(entity);
            builder.AddDistincts(entity);
            builder.AddArrival(entity);
        }

        builder.AddAccountStates();
        builder.AddSessionStates();
        builder.AddRequestFacts();
        return builder;
    }

    private void AddCounters(EntityKind entity)
    {
        foreach (var (counter, name, what) in Counters)
        {
            _counters[(entity, counter)] = _definitions.Count;
            AddWindows(entity, name, FeatureUnit.Count, Sensitivity.Behaviour, what);
        }
    }

    private void AddDistincts(EntityKind entity)
    {
        foreach (var (distinct, name, what, tells) in Distincts)
        {
            if (IsMeaningful(entity, distinct))
            {
                _distincts[(entity, distinct)] = _definitions.Count;
                AddWindows(entity, name, FeatureUnit.Distinct, tells, what);
            }
        }
    }

    private void AddWindows(EntityKind entity, string measure, FeatureUnit unit, Sensitivity tells, string what)
    {
        foreach (var window in FeatureWindows.All)
        {
            var length = FeatureWindows.NameOf(window);
            Add($"{measure}_{length}", entity, window, unit, tells,
                $"Number of {what} of this {EntityKinds.NameOf(entity)} in the last {length}.");
        }
    }

    private void AddArrival(EntityKind entity)
    {
        var name = EntityKinds.NameOf(entity);
        Add("seconds_since_last", entity, FeatureWindow.None, FeatureUnit.Seconds, Sensitivity.Behaviour,
            $"Seconds since the request before this one of this {name}; unknown at the first.");
        Add("seconds_since_first", entity, FeatureWindow.None, FeatureUnit.Seconds, Sensitivity.Behaviour,
            $"Seconds since this {name} was first seen; 0 at the first.");
        Add("arrival_variation", entity, FeatureWindow.None, FeatureUnit.Ratio, Sensitivity.Behaviour,
            $"Coefficient of variation of the times between requests of this {name}: near 0 is a metronome, about 1 is chance, " +
            "more is bursts; unknown before the fourth request.");
    }

    private void AddAccountStates()
    {
        const EntityKind account = EntityKind.Account;
        Add("known_logins", account, FeatureWindow.None, FeatureUnit.Count, Sensitivity.Behaviour,
            "Successful logins of this account so far, at most 255.");
        Add("new_device", account, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Device,
            "1 where this account has signed in before, but never on this device; unknown before its first login.");
        Add("new_network", account, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Location,
            "1 where this account has signed in before, but never from this network; unknown before its first login.");
        Add("new_user_agent", account, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Device,
            "1 where this account has signed in before, but never with this user agent; unknown before its first login.");
        Add("new_country", account, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Location,
            "1 where this account has signed in before, but never from this country; unknown where the country is.");
    }

    private void AddSessionStates()
    {
        const EntityKind session = EntityKind.Session;
        Add("device_changed", session, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Device,
            "1 where this session is used on another device than it began on.");
        Add("network_changed", session, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Location,
            "1 where this session is used from another network than it began on.");
        Add("user_agent_changed", session, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Device,
            "1 where this session is used with another user agent than it began with.");
        Add("country_changed", session, FeatureWindow.None, FeatureUnit.Flag, Sensitivity.Location,
            "1 where this session is used from another country than it began in.");
    }

    private void AddRequestFacts()
    {
        Fact("hour_utc", FeatureUnit.Hours, Sensitivity.Behaviour, "Hour of the day in UTC, 0 to 23.");
        foreach (var operation in Operations.All)
        {
            Fact($"is_{operation.Replace('-', '_')}", FeatureUnit.Flag, Sensitivity.ContentFree,
                $"1 where the operation is {operation}.");
        }

        Fact("browser_headers", FeatureUnit.Count, Sensitivity.Device,
            "How many of the headers every browser sends are there: Accept, Accept-Language, Accept-Encoding, Sec-Fetch, 0 to 4.");
        Fact("has_cookie", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where the request carries a cookie.");
        Fact("has_referer", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where the request names the page it comes from.");
        Fact("has_clearance", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where a passed challenge still clears the client.");
        Fact("forged_token", FeatureUnit.Flag, Sensitivity.ContentFree, "1 where a token of ours came that we did not make.");
        Fact("user_agent_length", FeatureUnit.Count, Sensitivity.Device, "Characters of the user agent, at most 256.");
        Fact("bot_user_agent", FeatureUnit.Flag, Sensitivity.Device,
            "1 where the user agent names a program or a crawler, or is missing.");
    }

    private void Fact(string measure, FeatureUnit unit, Sensitivity tells, string meaning) =>
        Add(measure, EntityKind.None, FeatureWindow.None, unit, tells, meaning);

    private void Add(
        string measure, EntityKind entity, FeatureWindow window, FeatureUnit unit, Sensitivity tells, string meaning)
    {
        var prefix = entity == EntityKind.None ? "request" : EntityKinds.NameOf(entity);
        _definitions.Add(new FeatureDefinition(
            _definitions.Count, $"{prefix}.{measure}", entity, window, unit, tells, meaning));
    }

    /// <summary>An address has one address, an account one account: such counts would always be 1.</summary>
    private static bool IsMeaningful(EntityKind entity, FeatureDistinct distinct) => (entity, distinct) switch
    {
        (EntityKind.Account, FeatureDistinct.Accounts) => false,
        (EntityKind.Session, FeatureDistinct.Accounts) => false,
        (EntityKind.Device, FeatureDistinct.Devices) => false,
        (EntityKind.Ip, FeatureDistinct.Ips) => false,
        _ => true,
    };
}
