using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Console.Hosting;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Review.Snoozes;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>The console on a real port over real stores in SQLite; only the log between desk and ledger is cut short.</summary>
internal sealed class RunningConsole : IAsyncDisposable, IRestrictionPublisher, ICasePublisher
{
    /// <summary>Compiled, proved and tested once for all consoles of this run: a version does not change.</summary>
    private static readonly Lazy<FolderVersion> Shipped = new(() =>
    {
        var content = VersionContent.OfFolder(Repository.File("policies"), out _)!;
        return new FolderVersion(content, VersionCheck.Of(content), PolicyVia.Folder, ["folder"], [], "The first start.", "");
    });

    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteDecisionRecords _records;
    private readonly WebApplication _app;
    private long _decisions;
    private long _changes;

    private RunningConsole(TimeProvider clock, HealthReport? health, ILoggerFactory? loggers)
    {
        Clock = clock;
        _database = SqliteDatabase.Open(_folder["records.db"]);
        _records = new SqliteDecisionRecords(_database);
        Ledger = new SqliteRestrictionLedger(_database, clock);
        Cases = new SqliteCaseLedger(_database, clock);
        Policies = new PolicyLifecycle(
            new PolicyLifecycleOptions { Regime = PolicyRegime.NeedsApproval },
            new VersionStore(_folder["policies"]),
            static (_, _) => Task.CompletedTask,
            clock,
            NullLogger<PolicyLifecycle>.Instance);
        Options = new ConsoleOptions { DataFolder = _folder["console"], Port = 0 };
        Users = new ConsoleUsers(Options.DataFolder);
        Password = Users.EnsureFirstUser()!;
        var stores = new ConsoleStores
        {
            Decisions = _records,
            Decode = static record => DecisionCodec.Read(record.Span),
            Ledger = Ledger,
            Desk = new RestrictionDesk(Ledger, this, clock),
            Cases = Cases,
            CaseDesk = new CaseDesk(Cases, this, clock),
            SnoozeDesk = new SnoozeDesk(Cases, this, clock),
            Policies = Policies,
            Health = () => health ?? HealthReport.Unknown,
        };
        _app = ConsoleHost.Build(Options, stores, Users, clock, loggers);
    }

    public TimeProvider Clock { get; }

    public ConsoleOptions Options { get; }

    public ConsoleUsers Users { get; }

    public string Password { get; }

    public IRestrictionLedger Ledger { get; }

    public ICaseLedger Cases { get; }

    public PolicyLifecycle Policies { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>How far the projection lags behind the log.</summary>
    public TimeSpan Lag { get; set; }

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<RunningConsole> StartAsync(
        TimeProvider? clock = null, HealthReport? health = null, ILoggerFactory? loggers = null)
    {
        var console = new RunningConsole(clock ?? TimeProvider.System, health, loggers);
        await console.Policies.StartAsync(Shipped.Value);
        await console._app.StartAsync();
        console.Address = new Uri(console._app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single());
        return console;
    }

    public Task AddAsync(params Decision[] decisions)
    {
        var batch = decisions.Select(decision =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            DecisionCodec.Write(decision, buffer);
            return DecisionRecord.Of(decision, buffer.WrittenMemory);
        }).ToArray();
        return _records.AppendAsync(batch, _decisions += batch.Length);
    }

    public Task AddAsync(params Restriction[] restrictions) =>
        Ledger.ApplyAsync([.. restrictions.Select(r => new RestrictionChange(r, null))], _changes += restrictions.Length);

    public ValueTask PublishAsync(Restriction restriction, CancellationToken cancellationToken = default) =>
        ProjectAsync(new RestrictionChange(restriction, null));

    public ValueTask PublishAsync(RestrictionLift lift, CancellationToken cancellationToken = default) =>
        ProjectAsync(new RestrictionChange(null, lift));

    public ValueTask PublishAsync(Case item, CancellationToken cancellationToken = default) =>
        new(Cases.ApplyAsync([new ReviewChange(item, null)], ++_changes, cancellationToken));

    public ValueTask PublishAsync(Snooze snooze, CancellationToken cancellationToken = default) =>
        new(Cases.ApplyAsync([new ReviewChange(null, snooze)], ++_changes, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        Policies.Dispose();
        _folder.Dispose();
    }

    private async ValueTask ProjectAsync(RestrictionChange change)
    {
        if (Lag == TimeSpan.Zero)
        {
            await Ledger.ApplyAsync([change], ++_changes);
            return;
        }

        _ = Task.Run(async () =>
        {
            await Task.Delay(Lag);
            await Ledger.ApplyAsync([change], ++_changes);
        });
    }
}
