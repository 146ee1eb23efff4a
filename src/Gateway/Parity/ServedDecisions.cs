using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Parity;

/// <summary>The feature vectors of the decisions drawn for one round, as they were served.</summary>
internal sealed class ServedDecisions
{
    /// <summary>Decisions held in one round; 2,000 vectors are a few megabytes.</summary>
    public const int MaxHeld = 2_000;

    private readonly Dictionary<EventId, float[]> _vectors = [];

    public int Count => _vectors.Count;

    /// <summary>Decisions drawn past what one round holds.</summary>
    public long Skipped { get; private set; }

    public bool TryGet(EventId id, out float[] vector) => _vectors.TryGetValue(id, out vector!);

    /// <summary>
    /// Draws by the decision's id, which is random and stands in the record's key, as the request path did: what is not drawn is
    /// not even decoded.
    /// </summary>
    public static async Task<ServedDecisions> DrawAsync(IRecordLog log, long from, int rate, CancellationToken cancellationToken)
    {
        var served = new ServedDecisions();
        var decision = new Decision();
        await foreach (var record in log.ReadAsync(Topic.Decisions, from, follow: false, cancellationToken))
        {
            if (!OrderWatch.Draws((ulong)record.Key, rate))
            {
                continue;
            }

            try
            {
                DecisionCodec.Read(record.Payload.Span, decision);
            }
            catch (RecordFormatException)
            {
                // The projection says so; there is nothing to compare.
                continue;
            }

            // A decision that failed was served no features.
            if ((decision.Flags & (DecisionFlags.FailedOpen | DecisionFlags.FailedClosed)) == 0)
            {
                served.Add(decision);
            }
        }

        return served;
    }

    private void Add(Decision decision)
    {
        if (_vectors.Count >= MaxHeld)
        {
            Skipped++;
            return;
        }

        _vectors[decision.Id] = [.. decision.Features];
    }
}
