using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Exporting;

/// <summary>
/// Reads a log's restrictions, lifts and verdicts along with its events, so that what an entity has behind it is counted as of
/// each event and nothing of later is.
/// </summary>
internal sealed class PastReader : IAsyncDisposable
{
    private const long AheadMs = 60_000;

    private readonly PastOrder _past;
    private readonly Ahead _restrictions;
    private readonly Ahead _verdicts;

    public PastReader(IRecordLog log, FeatureStore store, CancellationToken cancellationToken)
    {
        _past = new PastOrder(store);
        _restrictions = new Ahead(log, Topic.Restrictions, AddRestriction, cancellationToken);
        _verdicts = new Ahead(log, Topic.Verdicts, AddVerdict, cancellationToken);
    }

    /// <summary>Counts what had happened when the event came. Before it is applied.</summary>
    /// <exception cref="RecordFormatException">A record is of another release.</exception>
    public async ValueTask BeforeAsync(SecurityEvent e)
    {
        await _restrictions.ReadUntilAsync(e.TimeMs + AheadMs);
        await _verdicts.ReadUntilAsync(e.TimeMs + AheadMs);
        _past.Before(e);
    }

    /// <summary>Counts what the decision about the event left. After it has been applied and read.</summary>
    public void After(SecurityEvent e) => _past.After(e);

    public async ValueTask DisposeAsync()
    {
        await _restrictions.DisposeAsync();
        await _verdicts.DisposeAsync();
    }

    private void AddRestriction(LogRecord record)
    {
        var (issued, lifted) = RestrictionCodec.Read(record.Payload.Span);
        if (issued is not null)
        {
            _past.Add(issued);
        }
        else
        {
            _past.Add(lifted!);
        }
    }

    private void AddVerdict(LogRecord record)
    {
        if (ReviewCodec.Read(record.Payload.Span).Case is { } item)
        {
            _past.Add(item);
        }
    }

    /// <summary>One topic, read up to a time and not much further.</summary>
    private sealed class Ahead(IRecordLog log, Topic topic, Action<LogRecord> add, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<LogRecord> _records =
            log.ReadAsync(topic, 0, follow: false, cancellationToken).GetAsyncEnumerator(cancellationToken);

        private bool _hasNext;
        private bool _isEnded;

        public async ValueTask ReadUntilAsync(long timeMs)
        {
            while (!_isEnded)
            {
                if (_hasNext)
                {
                    if (_records.Current.TimeMs > timeMs)
                    {
                        return;
                    }

                    add(_records.Current);
                }

                _hasNext = await _records.MoveNextAsync();
                _isEnded = !_hasNext;
            }
        }

        public ValueTask DisposeAsync() => _records.DisposeAsync();
    }
}
