using System.Diagnostics;
using System.Runtime.CompilerServices;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>
/// Works some decisions out again from the last snapshot and the log since, and compares the features with those that were
/// served: first in the order of the log, then, where that differs, in the order in which events reached the decision's
/// entities. What was served stands in the log. A round takes at most a quarter of one core and a second feature store's memory
/// while it lasts; a rate of 0 turns it off.
/// </summary>
internal sealed class ParityCheck(
    IRecordLog log,
    FeatureStoreOptions options,
    SnapshotFolder snapshots,
    GatewaySettings settings,
    OrderWatch watch,
    ParityState state,
    ILogger<ParityCheck> logger)
{
    /// <summary>Events folded in one round; decisions after that many are skipped and counted.</summary>
    private const long MaxEvents = 2_000_000;

    /// <summary>Differences looked into in one round; each holds a few entities while it is.</summary>
    private const int MaxLookedInto = 500;

    /// <summary>Restrictions are given to the fold this long before the events of their time.</summary>
    private const long AheadMs = 60_000;

    private const int Stride = 2_048;

    public async Task<ParityFigures> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.ParityRate == 0 || log.Status().Sharing is not null)
        {
            return default;
        }

        var kept = watch.Kept();
        var (start, store) = Begin();
        var served = await ServedDecisions.DrawAsync(log, start.Decisions, settings.ParityRate, cancellationToken);
        var differing = new List<RetracedDecision>();
        var (compared, lost) = served.Count == 0 ? (0, 0) : await CompareAsync(start, store, served, differing, cancellationToken);
        var unexplained = differing.Count == 0 ? 0 : await RetraceAsync(differing, cancellationToken);
        watch.Forget(kept);
        var skipped = served.Skipped + served.Count - compared + lost;
        var figures = new ParityFigures(compared - lost, differing.Count - unexplained, unexplained, skipped);
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
                long Offset(Topic topic) => contents.Header.OffsetOf(Topics.NameOf(topic));
                return (new Beginning(
                    Offset(Topic.Events), Offset(Topic.Decisions), Offset(Topic.Restrictions),
                    contents.Header.Find(Topics.NameOf(Topic.Verdicts)) ?? 0, contents.EventsUpTo), store);
            }
            catch (Exception e) when (e is SnapshotException or IOException)
            {
                Log.SnapshotRefused(logger, e.Message);
            }
        }

        return (new Beginning(0, 0, 0, 0, 0), store);
    }

    /// <summary>In the order of the log. Lost are those that differ and of which is not known what they saw.</summary>
    private async Task<(long Compared, long Lost)> CompareAsync(
        Beginning start, FeatureStore store, ServedDecisions served, List<RetracedDecision> differing, CancellationToken cancellationToken)
    {
        var (compared, lost) = (0L, 0L);
        var vector = new float[FeatureCatalog.Count];
        var (changes, verdicts) = await ChangesAsync(start, cancellationToken);
        var past = new PastOrder(store);
        await foreach (var (offset, e) in EventsAsync(start.Events, cancellationToken))
        {
            changes.AddUntil(e.TimeMs + AheadMs, past);
            verdicts.AddUntil(e.TimeMs + AheadMs, past);

            past.Before(e);
            if (e.Kind != EventKind.Request || offset < start.ComparableFrom || !served.TryGet(e.Id, out var expected))
            {
                store.Apply(e);
                past.After(e);
                continue;
            }

            store.ApplyAndRead(e, vector);
            past.After(e);
            compared++;
            if (vector.AsSpan().SequenceEqual(expected))
            {
                continue;
            }

            if (watch.Of(e.Id) is { IsWhole: true } witness && witness.Epoch.Events >= start.ComparableFrom
                && differing.Count < MaxLookedInto)
            {
                differing.Add(new RetracedDecision(e, expected, witness));
            }
            else
            {
                lost++;
            }
        }

        return (compared, lost);
    }

    /// <summary>Folds once more and works out what each saw; returns how many differ from that, too.</summary>
    private async Task<int> RetraceAsync(List<RetracedDecision> differing, CancellationToken cancellationToken)
    {
        differing.Sort(static (a, b) => a.Witness.Epoch.Events.CompareTo(b.Witness.Epoch.Events));
        var (start, store) = Begin();
        var (changes, verdicts) = await ChangesAsync(start, cancellationToken);
        var evicted = store.Status().Evicted;
        var active = new List<RetracedDecision>();
        var steps = new StepEdges();
        var (next, unexplained) = (0, 0);

        void BeginAt(long offset)
        {
            for (; next < differing.Count && differing[next].Witness.Epoch.Events <= offset; next++)
            {
                changes.PassUntil(differing[next].Witness.Epoch.Restrictions, store, active);
                verdicts.PassUntil(differing[next].Witness.Epoch.Verdicts, store, active);

                differing[next].Begin(store);
                active.Add(differing[next]);
            }
        }

        void EndAt(long offset)
        {
            foreach (var ending in active.FindAll(a => a.Witness.End <= offset))
            {
                changes.PassRest(ending);
                verdicts.PassRest(ending);
                var apart = ending.Unexplained(steps, wasForgetting: store.Status().Evicted > evicted);
                unexplained += apart.Count > 0 ? 1 : 0;
                if (apart.Count > 0)
                {
                    Log.ParityUnexplained(logger, apart.Count, string.Join(", ", apart.Take(5).Select(i => FeatureCatalog.All[i].Name)));
                }

                active.Remove(ending);
            }
        }

        await foreach (var (offset, e) in EventsAsync(start.Events, cancellationToken))
        {
            BeginAt(offset);
            EndAt(offset);
            if (next == differing.Count && active.Count == 0)
            {
                break;
            }

            steps.Pass(e);
            var isNameUnknown = store.ApplyAndTell(e);
            active.ForEach(a => a.Pass(e, isNameUnknown));
        }

        BeginAt(long.MaxValue);
        EndAt(long.MaxValue);
        return unexplained;
    }

    private async IAsyncEnumerable<(long Offset, SecurityEvent Event)> EventsAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private async Task<(PastChanges Restrictions, PastChanges Verdicts)> ChangesAsync(
        Beginning start, CancellationToken cancellationToken) => (
            await PastChanges.ReadAsync(log, Topic.Restrictions, start.Restrictions, cancellationToken),
            await PastChanges.ReadAsync(log, Topic.Verdicts, start.Verdicts, cancellationToken));

    /// <param name="Events">Where the fold goes on.</param>
    /// <param name="Decisions">Where the decisions of those events begin.</param>
    /// <param name="Restrictions">Where restrictions go on.</param>
    /// <param name="Verdicts">Where cases go on.</param>
    /// <param name="ComparableFrom">The snapshot holds nothing of events from here on.</param>
    private readonly record struct Beginning(long Events, long Decisions, long Restrictions, long Verdicts, long ComparableFrom);
}
