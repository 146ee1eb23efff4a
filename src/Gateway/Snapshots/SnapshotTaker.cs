using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>
/// Writes one snapshot of what start-up would otherwise read from the whole log. docs/snapshots.md says why each step stands
/// where it does.
/// </summary>
internal sealed class SnapshotTaker(
    IRecordLog log,
    FeatureStore features,
    SessionDirectory sessions,
    RestrictionIndex restrictions,
    RestrictionProjection projection,
    SnapshotFolder folder,
    SnapshotState state,
    TimeProvider time,
    ILogger<SnapshotTaker> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private (long Events, long Restrictions) _last = (-1, -1);

    /// <summary>False where it was given up: said on the health page and tried again at the next turn.</summary>
    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        if (log.Status().Sharing is not null)
        {
            // It would not say how far the peers' records were read, so no start could use it.
            return true;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // 1 Offsets first: what is in the log by now will be in the copy, once those under way have arrived.
            var events = log.EndOffset(Topic.Events);
            var decisions = log.EndOffset(Topic.Decisions);
            var standing = projection.NextOffset;
            if (_last == (events, standing))
            {
                return true;
            }

            features.Settle(Patience);
            var header = new SnapshotHeader
            {
                TakenMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Writer = typeof(SnapshotTaker).Assembly.GetName().Version?.ToString() ?? "",
                Positions =
                [
                    new(Topics.NameOf(Topic.Events), 0, events), new(Topics.NameOf(Topic.Decisions), 0, decisions),
                    new(Topics.NameOf(Topic.Restrictions), 0, standing),
                ],
            };
            var figures = default(SnapshotFigures);
            var bytes = await folder.AddAsync(header.TakenMs, async writer =>
            {
                figures = Copy(writer, header, cancellationToken);
                await DurableAsync(cancellationToken);
            });
            _last = (events, standing);
            state.Taken(header.TakenMs, bytes, figures);
            Log.SnapshotTaken(logger, figures.Entities, bytes, figures.Took, figures.LongestPause);
            return true;
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException or LogUnavailableException)
        {
            state.Failed(e.Message);
            Log.SnapshotFailed(logger, e);
            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>2 The copies. 3 Whatever they hold of after the offsets is on its way into the log: wait until it is in.</summary>
    private SnapshotFigures Copy(SnapshotWriter writer, SnapshotHeader header, CancellationToken cancellationToken)
    {
        header.Write(writer);
        var figures = features.WriteTo(writer, Patience, () => CheckCut(header), cancellationToken);
        SnapshotSections.WriteSessions(writer, sessions.Copy());
        var standing = restrictions.Copy(out var lifted);
        features.Settle(Patience);
        // One whose record the log refused has been withdrawn by now; the log cannot take it back after a restart.
        SnapshotSections.WriteRestrictions(writer, [.. standing.Where(restrictions.Contains)], lifted);
        SnapshotSections.WriteComplete(writer, log.EndOffset(Topic.Events));
        return figures;
    }

    /// <summary>Between the offset and the cut there may only be what the store is sure to recognise when it is read again.</summary>
    private void CheckCut(SnapshotHeader header)
    {
        var between = log.EndOffset(Topic.Events) - header.OffsetOf(Topics.NameOf(Topic.Events));
        if (between > features.MaxEventsBeforeCut)
        {
            throw new SnapshotException(
                $"{between} events came in while it was begun; {features.MaxEventsBeforeCut} can be told from new ones");
        }
    }

    /// <summary>4 A snapshot must not hold what a crash could still take from the log: nobody could undo it, or account for it.</summary>
    private async Task DurableAsync(CancellationToken cancellationToken)
    {
        foreach (var topic in new[] { Topic.Events, Topic.Decisions, Topic.Restrictions })
        {
            var end = log.EndOffset(topic);
            if (end > 0)
            {
                await log.WhenDurableAsync(new LogPosition(topic, end - 1), cancellationToken);
            }
        }
    }
}
