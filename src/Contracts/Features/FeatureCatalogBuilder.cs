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
        (FeatureCounter.Pages, "pages", "pages asked for"),
        (FeatureCounter.KibOut, "kib_out", "KiB of body sent"),
    ];

    private static readonly (FeatureDistinct Distinct, string Name, string What, Sensitivity Tells)[] Distincts =
    [
        (FeatureDistinct.Accounts, "distinct_accounts", "different accounts", Sensitivity.Behaviour),
        (FeatureDistinct.Devices, "distinct_devices", "different devices", Sensitivity.Device),
        (FeatureDistinct.Ips, "distinct_ips", "different addresses", Sensitivity.Location),
        (FeatureDistinct.UserAgents, "distinct_user_agents", "different user agents", Sensitivity.Device),
        (FeatureDistinct.Paths, "distinct_paths", "different paths", Sensitivity.Behaviour),
        (FeatureDistinct.UnknownNames, "distinct_unknown_names",
            "different account names that failed to log in and had nobody behind them", Sensitivity.Behaviour),
    ];

    private readonly List<FeatureDefinition> _definitions = [];
    private readonly Dictionary<(EntityKind, FeatureCounter), int> _counters = [];
    private readonly Dictionary<(EntityKind, FeatureDistinct), int> _distincts = [];

    private FeatureCatalogBuilder()
    {
    }

    public IReadOnlyList<FeatureDefinition> Definitions => _definitions;

    public int CounterBase(EntityKind entity, FeatureCounter counter) =>
        _counters.TryGetValue((entity, counter), out var start) ? start : -1;

    public int DistinctBase(EntityKind entity, FeatureDistinct distinct) =>
        _distincts.TryGetValue((entity, distinct), out var start) ? start : -1;

    public static FeatureCatalogBuilder Build()
    {
        var builder = new FeatureCatalogBuilder();
        foreach (var entity in EntityKinds.Counted)
        {
            builder.AddCounters(entity);
            builder.AddDistincts(entity);
            EntityFeatures.AddTo(builder, entity);
        }

        ProfileFeatures.AddTo(builder);
        RequestFeatures.AddTo(builder);
        return builder;
    }

    private void AddCounters(EntityKind entity)
    {
        // Of what many share, only what tells a wave of attacks. What everybody in a place does says no more of one than the
        // place does, and what everybody does says nothing.
        var counted = EntityKinds.All.Contains(entity) ? Counters.Length : FeatureCatalog.SharedCounters;
        var tells = entity switch
        {
            EntityKind.Asn or EntityKind.Country => Sensitivity.Location,
            EntityKind.Operation => Sensitivity.ContentFree,
            _ => Sensitivity.Behaviour,
        };
        foreach (var (counter, name, what) in Counters.AsSpan(0, counted))
        {
            _counters[(entity, counter)] = _definitions.Count;
            AddWindows(entity, name, FeatureUnit.Count, tells, what);
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
            Add($"{measure}_{length}", entity, unit, tells,
                $"Number of {what} of this {EntityFeatures.WordOf(entity)} in the last {length}.", window);
        }
    }

    /// <summary>The next feature of the catalogue; it has no window of its own unless <paramref name="window"/> says so.</summary>
    public void Add(
        string measure, EntityKind entity, FeatureUnit unit, Sensitivity tells, string meaning, FeatureWindow window = FeatureWindow.None)
    {
        var prefix = entity == EntityKind.None ? "request" : EntityKinds.NameOf(entity);
        _definitions.Add(new FeatureDefinition(
            _definitions.Count, $"{prefix}.{measure}", entity, window, unit, tells, meaning));
    }

    /// <summary>
    /// An address has one address, an account one account: such counts would always be 1. Names nobody answers to are guessed
    /// from a device or an address. What many share counts no values: there are too many of them.
    /// </summary>
    private static bool IsMeaningful(EntityKind entity, FeatureDistinct distinct) => (entity, distinct) switch
    {
        _ when !EntityKinds.All.Contains(entity) => false,
        (EntityKind.Device or EntityKind.Ip or EntityKind.Network, FeatureDistinct.UnknownNames) => true,
        (_, FeatureDistinct.UnknownNames) => false,
        (EntityKind.Account, FeatureDistinct.Accounts) => false,
        (EntityKind.Session, FeatureDistinct.Accounts) => false,
        (EntityKind.Device, FeatureDistinct.Devices) => false,
        (EntityKind.Ip, FeatureDistinct.Ips) => false,
        _ => true,
    };
}
