using System.Threading.Channels;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>
/// Joins the lifecycle to what is around it: the log it comes back from, the peers, the watched folder. The folder's changes are
/// taken in one at a time, the newest replacing those that wait; one that could not be recorded is tried again.
/// </summary>
internal sealed class PolicyLink(
    PolicyLifecycle lifecycle,
    WatchedFolder watched,
    FolderReader folder,
    PeerPolicies peers,
    IRecordLog log,
    LogDamage damage,
    LogSettings settings,
    TimeProvider time,
    ILogger<PolicyLink> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Brings the lifecycle back from the log and puts its sets in place, before the first request.</summary>
    /// <exception cref="PolicyLoadException">No version can be made live.</exception>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await foreach (var record in log.ReadPastDamageAsync(Topic.Policies, 0, follow: false, damage.Note, cancellationToken))
        {
            Restore(record);
        }

        watched.Changed = () => _changed.Writer.TryWrite(true);
        await ReadAsync();
        if (!lifecycle.NeedsApproval)
        {
            // Whatever was live before: who starts a gateway is told at once that its folder is wrong.
            Refuse(watched.Problems);
        }

        var mayStart = true;
        if (settings.Kafka.IsSet)
        {
            await peers.StartAsync(cancellationToken);
            if (!lifecycle.HasLive)
            {
                // A gateway that is new to its fleet must not put its own folder over what the fleet has made live.
                await Task.WhenAny(peers.CaughtUp, Task.Delay(settings.Kafka.CatchUp, time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }

            mayStart = peers.CaughtUp.IsCompleted || lifecycle.HasLive;
        }

        Refuse(mayStart ? await lifecycle.StartAsync(Owned(await ReadAsync())) : DecideMeanwhile(watched.Last));
        await StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        watched.Changed = null;
        await base.StopAsync(cancellationToken);
        if (settings.Kafka.IsSet)
        {
            await peers.StopAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!lifecycle.IsStarted)
        {
            await peers.CaughtUp.WaitAsync(stoppingToken);
            await StartLateAsync();
        }

        await foreach (var _ in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (await ReadAsync() is not { } changed)
                {
                    continue;
                }

                if (changed.Authors.Count == 0)
                {
                    Log.PolicyFolderUncommitted(logger);
                    await AgainAsync(stoppingToken);
                    continue;
                }

                await lifecycle.FolderChangedAsync(changed);
            }
            catch (Exception e) when (e is IOException or LogUnavailableException)
            {
                Log.PolicyFolderNotTaken(logger, Pause, e);
                await AgainAsync(stoppingToken);
            }
        }
    }

    private async Task StartLateAsync()
    {
        try
        {
            await lifecycle.StartAsync(Owned(await ReadAsync()));
        }
        catch (Exception e) when (e is IOException or LogUnavailableException)
        {
            // The gateway decides with its folder already; the folder's next reading records it.
            Log.PolicyFolderNotTaken(logger, Pause, e);
            _changed.Writer.TryWrite(true);
        }
    }

    private async Task AgainAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Pause, stoppingToken);
        _changed.Writer.TryWrite(true);
    }

    private IReadOnlyList<SecurityDecisioning.Policies.PolicyProblem> DecideMeanwhile(FolderReading reading) =>
        reading.Problems.Count > 0 ? reading.Problems : lifecycle.DecideMeanwhileWith(reading.Content);

    /// <summary>
    /// Null where the folder could not be read whole, as what is missing may be a policy that protects somebody, and where nothing
    /// is live at once of what is no set: the watched folder tells its problems.
    /// </summary>
    private async Task<FolderVersion?> ReadAsync()
    {
        var reading = watched.Last;
        if (reading.Problems.Count > 0)
        {
            return null;
        }

        var live = lifecycle.State.Find(lifecycle.State.Live);
        var version = await folder.ReadAsync(reading.Content, live?.Commit ?? "");
        watched.Found(reading, version.Check.Problems);
        return version.Check.Set is null && !lifecycle.NeedsApproval ? null : version;
    }

    /// <summary>At a start what is not committed is the owner's: where nothing is live yet there is nothing else to begin with.</summary>
    private FolderVersion? Owned(FolderVersion? version)
    {
        if (version is not { Authors.Count: 0 })
        {
            return version;
        }

        _changed.Writer.TryWrite(true);
        return lifecycle.HasLive ? null : version with { Authors = [folder.Owner] };
    }

    private void Restore(LogRecord record)
    {
        try
        {
            var (step, content) = PolicyCodec.Read(record.Payload.Span);
            if (content is { } documents)
            {
                lifecycle.Restore(documents);
            }
            else if (step is not null)
            {
                lifecycle.Restore(step);
            }
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Topics.NameOf(Topic.Policies), e.Message);
        }
    }

    private static void Refuse(IReadOnlyList<SecurityDecisioning.Policies.PolicyProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new PolicyLoadException(problems);
        }
    }
}
