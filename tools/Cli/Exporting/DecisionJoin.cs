using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Exporting;

/// <summary>
/// Finds the decision of each request event. Both topics are in nearly the same order, so a few thousand records read ahead
/// are enough, and memory stays bounded however long the log is.
/// </summary>
internal sealed class DecisionJoin(IAsyncEnumerable<LogRecord> decisions) : IAsyncDisposable
{
    private const int MaxAhead = 2_048;

    private readonly IAsyncEnumerator<LogRecord> _records = decisions.GetAsyncEnumerator();
    private readonly Dictionary<EventId, DecidedThen> _ahead = [];
    private readonly Queue<EventId> _order = new();
    private readonly Decision _scratch = new();
    private bool _ended;

    /// <summary>Null where the log holds none near the event: it was lost, or removed by retention.</summary>
    public async ValueTask<DecidedThen?> FindAsync(EventId id)
    {
        for (var read = 0; read < MaxAhead; read++)
        {
            if (_ahead.Remove(id, out var decided))
            {
                return decided;
            }

            if (_ended || !await _records.MoveNextAsync())
            {
                _ended = true;
                return null;
            }

            DecisionCodec.Read(_records.Current.Payload.Span, _scratch);
            Keep(_scratch);
        }

        return null;
    }

    public ValueTask DisposeAsync() => _records.DisposeAsync();

    private void Keep(Decision decision)
    {
        var failed = (decision.Flags & (DecisionFlags.FailedOpen | DecisionFlags.FailedClosed)) != 0;
        _ahead[decision.Id] = new DecidedThen(decision.Action, decision.Risk, decision.Threat, failed ? null : [.. decision.Features]);
        _order.Enqueue(decision.Id);
        if (_order.Count > 2 * MaxAhead)
        {
            _ahead.Remove(_order.Dequeue());
        }
    }
}
