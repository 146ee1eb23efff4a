using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Review.Tests.Restrictions;

/// <summary>A ledger in a file of its own, a clock, and a log that keeps what is published until the test plays it back.</summary>
internal abstract class RestrictionTests
{
    private TempFolder _folder = null!;
    private IAsyncDisposable _database = null!;

    protected ManualTimeProvider Time { get; private set; } = null!;

    protected IRestrictionLedger Ledger { get; private set; } = null!;

    protected RestrictionDesk Desk { get; private set; } = null!;

    protected PublishedChanges Log { get; private set; } = null!;

    protected long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    [SetUp]
    public async Task OpenAsync()
    {
        _folder = new TempFolder();
        Time = new ManualTimeProvider();
        (Ledger, _database) = await MakeAsync();
        Log = new PublishedChanges();
        Desk = new RestrictionDesk(Ledger, Log, Time);
    }

    [TearDown]
    public async Task Close()
    {
        // None where the server is missing, and the test is skipped.
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>An empty ledger and the database that it keeps its tables in: SQLite's, where nothing else is said.</summary>
    protected virtual Task<(IRestrictionLedger Ledger, IAsyncDisposable Database)> MakeAsync()
    {
        var database = SqliteDatabase.Open(_folder["ledger.db"]);
        return Task.FromResult<(IRestrictionLedger, IAsyncDisposable)>((new SqliteRestrictionLedger(database, Time), database));
    }

    protected static EntityKey Account(string name) => EntityKey.Of(EntityKind.Account, SampleEvents.Id(name));

    protected Restriction Restriction(
        int number, string account = "alice", ActionKind action = ActionKind.Throttle, string owner = "policy", long lastsMs = 60_000)
        => new()
        {
            Id = new EventId((ulong)(NowMs + number) << 16, (ulong)number),
            Entity = Account(account),
            Action = action,
            FromMs = NowMs,
            UntilMs = NowMs + lastsMs,
            Origin = RestrictionOrigin.Policy,
            Owner = owner,
            ReasonCode = "CODE",
            Reason = "Why",
            Threat = Threat.Scraping,
            Decision = new EventId(5, (ulong)number),
        };

    protected static RestrictionChange Issue(Restriction restriction) => new(restriction, null);

    protected RestrictionChange Lift(Restriction restriction, string by = "ann") =>
        new(null, new RestrictionLift(restriction.Id, restriction.Entity, NowMs, by, "A mistake"));

    protected sealed class PublishedChanges : IRestrictionPublisher
    {
        public List<RestrictionChange> Changes { get; } = [];

        public ValueTask PublishAsync(Restriction restriction, CancellationToken cancellationToken = default)
        {
            Changes.Add(new RestrictionChange(restriction, null));
            return ValueTask.CompletedTask;
        }

        public ValueTask PublishAsync(RestrictionLift lift, CancellationToken cancellationToken = default)
        {
            Changes.Add(new RestrictionChange(null, lift));
            return ValueTask.CompletedTask;
        }
    }
}
