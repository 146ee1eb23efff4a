using System.Data.Common;
using System.Diagnostics;
using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>
/// Follows one topic in batches and hands them on; the taker stores a batch and the next offset in one transaction, so that
/// after any crash each record counts once. A taker that fails is tried again, forever, with a growing pause: the log waits.
/// </summary>
internal abstract class TopicProjection(IRecordLog log, LogDamage damage, ILogger logger) : BackgroundService, IProjection
{
    private const int LargestBatch = 4_096;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<(long Offset, TaskCompletionSource Done)> _waiting = [];
    private long _next;
    private bool _isPlaced;
    private volatile string? _problem;

    public abstract string Name { get; }

    public abstract Topic Topic { get; }

    public long NextOffset => Interlocked.Read(ref _next);

    public string? Problem => _problem;

    /// <summary>Completes once the record at <paramref name="offset"/> has been taken.</summary>
    public Task WhenTakenAsync(long offset, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (offset < NextOffset)
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((offset, done));
            return done.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Pause after a batch that was not full, so that the next one is larger: one page written for many records instead of for
    /// each. Records wait in the log meanwhile, not in memory.
    /// </summary>
    protected virtual TimeSpan Gather => TimeSpan.Zero;

    /// <summary>Offset that the topic's next record will get.</summary>
    protected long EndOffset => log.EndOffset(Topic);

    protected abstract Task<long> StartOffsetAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what the record says until <see cref="TakeAsync"/>; the payload is gone after this call.</summary>
    /// <exception cref="RecordFormatException">It says nothing that is known here: it is told, and passed over.</exception>
    protected abstract void Add(LogRecord record);

    /// <summary>Takes what was added and the offset after it, in one transaction, and forgets it.</summary>
    protected abstract Task TakeAsync(long nextOffset, CancellationToken cancellationToken);

    /// <summary>Forgets what was added since the last successful take; those records come again.</summary>
    protected abstract void Forget();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => pause = FirstPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Forget();
                _problem = e.Message;
                Log.ProjectionFailed(logger, Name, NextOffset, pause, e);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 2));
            }
        }
    }

    /// <summary>Takes what the log already has and stops there: what is left when the host goes down.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var added = 0;
        var next = NextOffset;
        await foreach (var record in log.ReadPastDamageAsync(Topic, next, follow: false, damage.Note, cancellationToken))
        {
            AddReadable(record);
            next = record.Offset + 1;
            if (++added == LargestBatch)
            {
                await TakenAsync(next, cancellationToken);
                added = 0;
            }
        }

        if (added > 0)
        {
            await TakenAsync(next, cancellationToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Forget();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestDrain);
        if (!_isPlaced)
        {
            // The store never answered, so nobody knows what it has; the next start asks it.
            return;
        }

        try
        {
            await DrainAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or DbException or IOException or SourceTakenException)
        {
            // What is left is in the log, and the next start goes on from there.
            Forget();
        }
    }

    private async Task FollowAsync(Action succeeded, CancellationToken cancellationToken)
    {
        // Whoever began to wait before it was known how far the store is must not wait for another record.
        Pass(await StartOffsetAsync(cancellationToken));
        (_isPlaced, _problem) = (true, null);
        var (added, next) = (0, NextOffset);
        await using var records = log.ReadPastDamageAsync(Topic, next, follow: true, damage.Note, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var more = records.MoveNextAsync();
            // A batch ends where there is nothing more to read at once, so that a single decision is on the console at once.
            if (added == LargestBatch || (added > 0 && !more.IsCompleted))
            {
                var started = Stopwatch.GetTimestamp();
                await TakenAsync(next, cancellationToken);
                succeeded();
                await RestAsync(added, Stopwatch.GetElapsedTime(started), cancellationToken);

                added = 0;
            }

            if (!await more)
            {
                return;
            }

            AddReadable(records.Current);
            next = records.Current.Offset + 1;
            added++;
        }
    }

    private void AddReadable(LogRecord record)
    {
        try
        {
            Add(record);
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Name, e.Message);
        }
    }

    /// <summary>
    /// Requests come first: a projection that can gather takes at most a third of one core, however far behind it is, and the log
    /// keeps the rest for it until the rush is over. For decision records that third is several times what a gateway on two cores
    /// can decide, so they keep up; the rule is for slower takers and slower disks.
    /// </summary>
    private Task RestAsync(int added, TimeSpan took, CancellationToken cancellationToken)
    {
        if (Gather == TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        var rest = 2 * took;
        return Task.Delay(added < LargestBatch && Gather > rest ? Gather : rest, cancellationToken);
    }

    private async Task TakenAsync(long next, CancellationToken cancellationToken)
    {
        await TakeAsync(next, cancellationToken);
        Pass(next);
    }

    private void Pass(long next)
    {
        lock (_gate)
        {
            Interlocked.Exchange(ref _next, next);
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Offset < next)
                {
                    _waiting[i].Done.TrySetResult();
                    _waiting.RemoveAt(i);
                }
            }
        }
    }
}
