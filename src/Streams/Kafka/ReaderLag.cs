using System.Collections.Concurrent;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>How far behind a reader is: where partitions end, as the cluster said last, and up to where they have been taken in.</summary>
internal sealed class ReaderLag
{
    private readonly ConcurrentDictionary<int, Place> _places = new();
    private long _toldAt = TimeProvider.System.GetTimestamp();

    /// <summary>Since the cluster last told where partitions end; grows while it does not answer.</summary>
    public TimeSpan Age => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _toldAt));

    public IEnumerable<int> Partitions => _places.Keys;

    /// <summary>Records not yet taken in, by partition.</summary>
    public IEnumerable<(int Partition, long Records)> Behind => _places.Select(static p => (p.Key, p.Value.Behind));

    public void Begin(int partition, long next, long end) => _places[partition] = new Place(next, end);

    public void Read(int partition, long next)
    {
        if (_places.TryGetValue(partition, out var place))
        {
            place.Read(next);
        }
    }

    /// <summary>An end may be told late, after records past it have been read: it never makes the lag negative.</summary>
    public void Ends(int partition, long end)
    {
        if (_places.TryGetValue(partition, out var place))
        {
            place.Ends(end);
        }
    }

    public void Told() => Interlocked.Exchange(ref _toldAt, TimeProvider.System.GetTimestamp());

    private sealed class Place(long next, long end)
    {
        private long _next = next;
        private long _end = end;

        public long Behind => Math.Max(0, Interlocked.Read(ref _end) - Interlocked.Read(ref _next));

        public void Read(long next) => Interlocked.Exchange(ref _next, next);

        public void Ends(long end) => Interlocked.Exchange(ref _end, end);
    }
}
