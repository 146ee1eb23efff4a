using System.Diagnostics;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>
/// Works some decisions out again from the last snapshot and the log since, and compares the features with those that were
/// served. It asks nothing of the request path: what was served stands in the log. A round takes at most a quarter of one core
/// and a second feature store's memory while it lasts; a rate of 0 turns it off.
/// </summary>
internal sealed class ParityCheck(
    IRecordLog log,
    FeatureStoreOptions options,
    SnapshotFolder snapshots,
    GatewaySettings settings,
    ParityState state,
    ILogger<ParityCheck> logger)
{
    /// <summary>Events folded in one round; decisions after that many are skipped and counted.</summary>
    private const long MaxEvents = 2_000_000;

    /// <summary>Differences looked into in one round; a defect would make every one differ, and few are enough to see it.</summary>
    private const int MaxLookedInto = 100;

    private const int Stride = 2_048;

    public async Task<ParityFigures> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.ParityRate == 0 || log.Status().Sharing is not null)
        {
            return default;
        }

        var (start, store) = Begin();
        var served = await ServedDecisions.DrawAsync(log, start.Decisions, settings.ParityRate, cancellationToken);
        var differing = new Dictionary<EventId, (float[] Served, float[] Expected)>();
        var compared = served.Count == 0 ? 0 : await CompareAsync(start, store, served, differing, cancellationToken);
        var (explained, looked) = differing.Count == 0 ? (0, 0) : await ExplainAsync(differing, cancellationToken);
        var skipped = served.Skipped + served.Count - compared + (differing.Count - looked);
        var figures = new ParityFigures(compared - (differing.Count - looked), explained, looked - explained, skipped);
        state.Add(figures);
        if (figures.Checked > 0)
        {
            Log.ParityChecked(logger, figures.Checked, figures.Explained, figures.Unexplained);
        }

        return figures;
    }

    /// <summary>The newest snapshot that reads, else nothing and the log from its beginning.</summary>
    private (Beginning Start, FeatureStore Store) Begin()
    {
        var store = new FeatureStore(options);
        foreach (var file in snapshots.NewestFirst())
        {
            try
            {
                var contents = SnapshotSections.Read(file, store);
                return (new Beginning(
                    contents.Header.OffsetOf(Topics.NameOf(Topic.Events)), contents.Header.OffsetOf(Topics.NameOf(Topic.Decisions)),
                    contents.EventsUpTo + OverlapSearch.Window), store);
            }
            catch (Exception e) when (e is SnapshotException or IOException)
            {
                Log.SnapshotRefused(logger, e.Message);
            }
        }

        return (new Beginning(0, 0, 0), store);
    }

    private async Task<long> CompareAsync(
        Beginning start, FeatureStore store, ServedDecisions served,
        Dictionary<EventId, (float[] Served, float[] Expected)> differing,
        CancellationToken cancellationToken)
    {
        var compared = 0L;
        var vector = new float[FeatureCatalog.Count];
        await foreach (var (offset, e) in EventsAsync(start.Events, cancellationToken))
        {
            if (e.Kind != EventKind.Request || offset < start.ComparableFrom || !served.TryGet(e.Id, out var expected))
            {
                store.Apply(e);
                continue;
            }

            store.ApplyAndRead(e, vector);
            compared++;
            if (!FeatureGroups.AreEqual(vector, expected))
            {
                differing[e.Id] = (expected, [.. vector]);
            }
        }

        return compared;
    }

    /// <summary>Folds once more, this time a window behind, so that what came just before a decision can be left out.</summary>
    private async Task<(int Explained, int Looked)> ExplainAsync(
        Dictionary<EventId, (float[] Served, float[] Expected)> differing, CancellationToken cancellationToken)
    {
        var (start, store) = Begin();
        var search = new OverlapSearch(options);
        var around = new List<SecurityEvent>();
        var (explained, looked, middle) = (0, 0, 0);
        void LookInto()
        {
            var e = around[middle];
            if (e.Kind == EventKind.Request && differing.TryGetValue(e.Id, out var pair) && looked < MaxLookedInto
                && ++looked > 0 && search.Explains(store, e, pair.Served, pair.Expected, around.Take(middle), around.Skip(middle + 1)))
            {
                explained++;
            }
        }

        await foreach (var (_, e) in EventsAsync(start.Events, cancellationToken))
        {
            around.Add(e);
            if (around.Count - middle <= OverlapSearch.Window)
            {
                continue;
            }

            LookInto();
            middle++;
            if (middle == 2 * OverlapSearch.Window)
            {
                // Half of what lies before has become state; in one go, so that the list is not moved for every event.
                around[..OverlapSearch.Window].ForEach(store.Apply);
                around.RemoveRange(0, OverlapSearch.Window);
                middle -= OverlapSearch.Window;
            }
        }

        for (; middle < around.Count; middle++)
        {
            LookInto();
        }

        return (explained, looked);
    }

    private async IAsyncEnumerable<(long Offset, SecurityEvent Event)> EventsAsync(
        long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (count, since) = (0L, Stopwatch.GetTimestamp());
        await foreach (var record in log.ReadAsync(Topic.Events, from, follow: false, cancellationToken))
        {
            if (record.Offset - from >= MaxEvents)
            {
                yield break;
            }

            SecurityEvent e;
            try
            {
                e = EventCodec.Read(record.Payload.Span);
            }
            catch (RecordFormatException)
            {
                continue;
            }

            yield return (record.Offset, e);
            if (++count % Stride == 0)
            {
                // Requests come first.
                await Task.Delay(3 * Stopwatch.GetElapsedTime(since), cancellationToken);
                since = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <param name="Events">Where the fold goes on.</param>
    /// <param name="Decisions">Where the decisions of those events begin.</param>
    /// <param name="ComparableFrom">
    /// The snapshot holds nothing of events from a window before here on: what may have overtaken a decision can be left out.
    /// </param>
    private readonly record struct Beginning(long Events, long Decisions, long ComparableFrom);
}
