using System.Diagnostics;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Peers;
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
    ReviewProjection reviews,
    SnapshotFolder folder,
    SnapshotState state,
    PeerCursors cursors,
    PeerState peers,
    TimeProvider time,
    ILogger<SnapshotTaker> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);
    private (long Events, long Restrictions, long Verdicts, long Passed) _last = (-1, -1, -1, -1);

    /// <summary>False where it was given up: said on the health page and tried again at the next turn.</summary>
    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        if (log.Status().Sharing is not null && !peers.IsCaughtUp)
        {
            // What the last snapshot knew of its peers' records is still being replayed. The health page says that they are missing.
            return true;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // 1 Offsets first: what is in the log by now will be in the copy, once those under way have arrived. The peers' before
            // our own: a cursor that has passed a record of our own then never stands after an offset that does not know of it.
            var begun = log.EndOffset(Topic.Events) + cursors.Passed(Topic.Events);
            await RestrictionsTakenAsync(cancellationToken);
            var shared = log.Status().Sharing is null ? null : cursors.Copy(log.Origin);
            var events = log.EndOffset(Topic.Events);
            var decisions = log.EndOffset(Topic.Decisions);
            var (standing, verdicts) = (projection.NextOffset, reviews.NextOffset);
            var passed = shared is null ? 0 : shared.Events.Passed + shared.Restrictions.Passed + shared.Verdicts.Passed;
            var now = (events, standing, verdicts, passed);
            if (_last == now)
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
                    new(Topics.NameOf(Topic.Restrictions), 0, standing), new(Topics.NameOf(Topic.Verdicts), 0, verdicts),
                ],
            };
            var figures = default(SnapshotFigures);
            var bytes = await folder.AddAsync(header.TakenMs, async writer =>
            {
                figures = Copy(writer, header, shared, begun, cancellationToken);
                await DurableAsync(cancellationToken);
            });
            _last = now;
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
    private SnapshotFigures Copy(
        SnapshotWriter writer, SnapshotHeader header, SharedPosition? shared, long begun, CancellationToken cancellationToken)
    {
        header.Write(writer);
        var figures = features.WriteTo(writer, Patience, () => CheckCut(begun), cancellationToken);
        SnapshotSections.WriteSessions(writer, sessions.Copy());
        var standing = restrictions.Copy(out var lifted);
        features.Settle(Patience);
        // One whose record the log refused has been withdrawn by now; the log cannot take it back after a restart.
        SnapshotSections.WriteRestrictions(writer, [.. standing.Where(restrictions.Contains)], lifted);
        if (shared is not null)
        {
            SnapshotSections.WriteShared(writer, shared);
        }

        SnapshotSections.WriteComplete(writer, log.EndOffset(Topic.Events));
        return figures;
    }

    /// <summary>
    /// Restrictions count into the features where they are decided and are read again from where the projection stands: it must
    /// not stand far behind, or the features would no longer recognise them. Verdicts likewise, after a projection that failed.
    /// </summary>
    private async Task RestrictionsTakenAsync(CancellationToken cancellationToken)
    {
        var (end, verdicts, since) = (log.EndOffset(Topic.Restrictions), log.EndOffset(Topic.Verdicts), Stopwatch.GetTimestamp());
        while (projection.NextOffset < end || reviews.NextOffset < verdicts)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                throw new SnapshotException(
                    $"{end - projection.NextOffset} restrictions and {verdicts - reviews.NextOffset} cases wait for the database");
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>Between the offset and the cut there may only be what the store is sure to recognise when it is read again.</summary>
    private void CheckCut(long begun)
    {
        var between = log.EndOffset(Topic.Events) + cursors.Passed(Topic.Events) - begun;
        if (between > features.MaxEventsBeforeCut)
        {
            throw new SnapshotException(
                $"{between} events came in while it was begun; {features.MaxEventsBeforeCut} can be told from new ones");
        }
    }

    /// <summary>4 A snapshot must not hold what a crash could still take from the log: nobody could undo it, or account for it.</summary>
    private async Task DurableAsync(CancellationToken cancellationToken)
    {
        foreach (var topic in new[] { Topic.Events, Topic.Decisions, Topic.Restrictions, Topic.Verdicts })
        {
            var end = log.EndOffset(topic);
            if (end > 0)
            {
                await log.WhenDurableAsync(new LogPosition(topic, end - 1), cancellationToken);
            }
        }
    }
}
