using System.Runtime.CompilerServices;
using SecurityDecisioning.Features;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Exporting;

/// <summary>
/// Folds a log as the gateway does and hands out each request's features at the moment of its decision: a row is finished
/// before the next event is read, so nothing of the future can be in it.
/// </summary>
internal sealed class FeatureExport(IRecordLog log, FeatureStoreOptions options, long fromMs, long toMs)
{
    /// <summary>Events come nearly in order of time; after one this much later than the last wanted, no row follows.</summary>
    private const long DisorderMs = 3_600_000;

    /// <summary>Events folded so far.</summary>
    public long Events { get; private set; }

    /// <summary>Rows handed out so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows whose vector is the one that was served, to the last bit.</summary>
    public long Same { get; private set; }

    /// <summary>Rows that were served other features: overlapping requests, or a defect (docs/snapshots.md).</summary>
    public long Different { get; private set; }

    /// <summary>Rows whose decision is not in the log.</summary>
    public long Undecided { get; private set; }

    /// <exception cref="RecordFormatException">A record is of another release.</exception>
    public async IAsyncEnumerable<ExportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = new FeatureStore(options);
        var vector = new float[FeatureCatalog.Count];
        await using var decisions = new DecisionJoin(log.ReadAsync(Topic.Decisions, 0, follow: false, cancellationToken));
        await using var past = new PastReader(log, store, cancellationToken);
        await foreach (var record in log.ReadAsync(Topic.Events, 0, follow: false, cancellationToken))
        {
            var e = EventCodec.Read(record.Payload.Span);
            if (e.TimeMs > toMs && e.TimeMs - toMs > DisorderMs)
            {
                yield break;
            }

            Events++;
            await past.BeforeAsync(e);
            if (e.Kind != EventKind.Request || e.TimeMs < fromMs || e.TimeMs > toMs)
            {
                store.Apply(e);
                past.After(e);
                continue;
            }

            store.ApplyAndRead(e, vector);
            past.After(e);
            var decided = await decisions.FindAsync(e.Id);
            Count(decided, vector);
            yield return new ExportRow(e, decided, vector);
        }
    }

    private void Count(DecidedThen? decided, float[] vector)
    {
        Rows++;
        if (decided?.Served is not { } served)
        {
            Undecided++;
        }
        else if (vector.AsSpan().SequenceEqual(served))
        {
            Same++;
        }
        else
        {
            Different++;
        }
    }
}
