using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Ordering;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Exporting;

/// <summary>
/// Reads a log's restrictions and lifts along with its events, so that what an entity has behind it is counted as of each
/// event and nothing of later is.
/// </summary>
internal sealed class PastReader : IAsyncDisposable
{
    private const long AheadMs = 60_000;

    private readonly PastOrder _past;
    private readonly IAsyncEnumerator<LogRecord> _records;
    private RestrictionRecord _next;
    private long _nextMs = long.MinValue;
    private bool _isEnded;

    public PastReader(IRecordLog log, FeatureStore store, CancellationToken cancellationToken)
    {
        _past = new PastOrder(store);
        _records = log.ReadAsync(Topic.Restrictions, 0, follow: false, cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Counts what had happened when the event came. Before it is applied.</summary>
    /// <exception cref="RecordFormatException">A record is of another release.</exception>
    public async ValueTask BeforeAsync(SecurityEvent e)
    {
        while (!_isEnded && _nextMs <= e.TimeMs + AheadMs)
        {
            if (_next.Issued is { } issued)
            {
                _past.Add(issued);
            }
            else if (_next.Lifted is { } lifted)
            {
                _past.Add(lifted);
            }

            _isEnded = !await _records.MoveNextAsync();
            _next = _isEnded ? default : RestrictionCodec.Read(_records.Current.Payload.Span);
            _nextMs = _isEnded ? long.MaxValue : _records.Current.TimeMs;
        }

        _past.Before(e);
    }

    /// <summary>Counts what the decision about the event left. After it has been applied and read.</summary>
    public void After(SecurityEvent e) => _past.After(e);

    public ValueTask DisposeAsync() => _records.DisposeAsync();
}
