using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>
/// Takes in what peers write to one topic of the shared log: first up to its end as of the start, then as it comes. Own records
/// are in memory already and are passed over by their origin. A cluster that is away is waited for; requests do not wait.
/// </summary>
internal abstract class PeerFollower(
    Topic topic, IRecordLog log, PeerCursors cursors, PeerState state, PeerMetrics metrics, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all that the shared log had at the start has been taken in.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Takes a peer's record into memory.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isHeld">Whether features hold it already, by the snapshot that this start began with.</param>
    /// <exception cref="RecordFormatException">It does not read.</exception>
    protected abstract void Take(in SharedRecord record, bool isHeld);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            var before = cursors.Passed(topic);
            try
            {
                if (!_caughtUp.Task.IsCompleted)
                {
                    await ReadAsync(follow: false, stoppingToken);
                    _caughtUp.TrySetResult();
                }

                await ReadAsync(follow: true, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (ArgumentOutOfRangeException e)
            {
                Log.SharedLogShrank(logger, Topics.NameOf(topic), e.Message);
                cursors.Rewind(topic);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                pause = cursors.Passed(topic) > before ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                Log.PeersNotRead(logger, Topics.NameOf(topic), pause, e);
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(bool follow, CancellationToken cancellationToken)
    {
        await foreach (var record in log.ReadSharedAsync(topic, cursors.Copy(topic), follow, cancellationToken))
        {
            if (record.Origin != log.Origin)
            {
                TakeOrTell(record);
            }
            else if (record.Sequence >= log.EndOffset(topic) && state.SetCopied())
            {
                // Both would pass over each other's records as their own.
                Log.FolderCopied(logger);
            }

            cursors.Took(topic, record);
        }
    }

    private void TakeOrTell(in SharedRecord record)
    {
        try
        {
            var isHeld = cursors.Holds(topic, record);
            Take(record, isHeld);
            if (!isHeld)
            {
                metrics.Took(topic, state.Took(topic, record), state.IsCaughtUp);
            }
        }
        catch (RecordFormatException e)
        {
            state.AddUnreadable();
            Log.RecordUnreadable(logger, record.Offset, Topics.NameOf(topic), e.Message);
        }
    }
}
