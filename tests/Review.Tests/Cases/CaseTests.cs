using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Review.Tests.Cases;

/// <summary>A ledger in a file of its own, a clock, and a log that keeps what is published until the test plays it back.</summary>
internal abstract class CaseTests
{
    private TempFolder _folder = null!;
    private IAsyncDisposable _database = null!;
    private int _played;

    protected ManualTimeProvider Time { get; private set; } = null!;

    protected ICaseLedger Ledger { get; private set; } = null!;

    protected CaseDesk Desk { get; private set; } = null!;

    protected SnoozeDesk Snoozes { get; private set; } = null!;

    protected PublishedReview Log { get; private set; } = null!;

    protected long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    [SetUp]
    public async Task OpenAsync()
    {
        _folder = new TempFolder();
        _played = 0;
        Time = new ManualTimeProvider();
        (Ledger, _database) = await MakeAsync();
        Log = new PublishedReview();
        Desk = new CaseDesk(Ledger, Log, Time);
        Snoozes = new SnoozeDesk(Ledger, Log, Time);
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
    protected virtual Task<(ICaseLedger Ledger, IAsyncDisposable Database)> MakeAsync()
    {
        var database = SqliteDatabase.Open(_folder["cases.db"]);
        return Task.FromResult<(ICaseLedger, IAsyncDisposable)>((new SqliteCaseLedger(database, Time), database));
    }

    /// <summary>Takes in what was published since the last call, as the projection does.</summary>
    protected async Task PlayAsync()
    {
        var changes = Log.Changes.Skip(_played).ToList();
        _played = Log.Changes.Count;
        await Ledger.ApplyAsync(changes, _played);
    }

    protected static EntityKey Account(string name) => EntityKey.Of(EntityKind.Account, SampleEvents.Id(name));

    protected Case Open(int number, string account = "alice", string policy = "login", CaseOrigin origin = CaseOrigin.Person) => new()
    {
        Id = new EventId((ulong)(NowMs + number) << 16, (ulong)number),
        Origin = origin,
        OpenedMs = NowMs,
        OpenedBy = "ann",
        Reason = "Looks odd",
        Entity = Account(account),
        Policy = policy,
        Decision = new EventId(5, (ulong)number),
        Restriction = new EventId(6, (ulong)number),
    };

    protected static Case Closed(Case open, Verdict verdict = Verdict.ConfirmedSafe, string by = "ben", long afterMs = 10) =>
        open with { Closing = new CaseClosing(verdict, by, open.OpenedMs + afterMs, "Asked them") };

    protected Snooze Snooze(int number, string account = "alice", string policy = "login", long lastsMs = 60_000) => new()
    {
        Id = new EventId((ulong)(NowMs + number) << 16, (ulong)number),
        Entity = Account(account),
        Policy = policy,
        FromMs = NowMs,
        UntilMs = NowMs + lastsMs,
        Case = new EventId(9, 9),
        By = "ann",
        Reason = "A scanner of ours",
    };

    protected Snooze Ended(Snooze snooze) => snooze with { End = new SnoozeEnd(NowMs, "ben", "Not ours any more") };

    protected static ReviewChange Change(Case item) => new(item, null);

    protected static ReviewChange Change(Snooze snooze) => new(null, snooze);

    protected sealed class PublishedReview : ICasePublisher
    {
        public List<ReviewChange> Changes { get; } = [];

        public ValueTask PublishAsync(Case item, CancellationToken cancellationToken = default)
        {
            Changes.Add(new ReviewChange(item, null));
            return ValueTask.CompletedTask;
        }

        public ValueTask PublishAsync(Snooze snooze, CancellationToken cancellationToken = default)
        {
            Changes.Add(new ReviewChange(null, snooze));
            return ValueTask.CompletedTask;
        }
    }
}
