using System.Buffers;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams;

/// <summary>
/// How far somebody has read a topic of the shared log: per partition the next offset, and per origin the last sequence. The
/// offsets say where to go on; the sequences tell a record that its writer sent again, after a crash, from a new one. A
/// snapshot stores one per topic (<see cref="Write"/>). Not for use by several threads at once.
/// </summary>
public sealed class LogCursor
{
    /// <summary>More partitions than this are refused.</summary>
    public const int MostPartitions = 4_096;

    /// <summary>Most origins remembered per partition; past it the one not heard of for longest is forgotten.</summary>
    public const int MostOrigins = 1_024;

    private const byte Version = 1;

    private readonly SortedDictionary<int, Place> _partitions = [];

    /// <summary>Partitions that something has been read of.</summary>
    public IReadOnlyCollection<int> Partitions => _partitions.Keys;

    /// <summary>Offset that reading <paramref name="partition"/> goes on with; 0 where nothing of it has been read.</summary>
    public long NextOffset(int partition) => _partitions.TryGetValue(partition, out var place) ? place.Next : 0;

    /// <summary>Last sequence of <paramref name="origin"/> seen in <paramref name="partition"/>; -1 for none.</summary>
    public long LastSequence(int partition, ulong origin) =>
        _partitions.TryGetValue(partition, out var place) && place.Origins.TryGetValue(origin, out var seen) ? seen.Sequence : -1;

    /// <summary>
    /// Moves past <paramref name="record"/>. False where it has been seen before and is to be ignored: its offset was passed, or
    /// its origin sent it again.
    /// </summary>
    public bool TryAdvance(in SharedRecord record)
    {
        var place = PlaceOf(record.Partition);
        if (record.Offset < place.Next)
        {
            return false;
        }

        place.Next = record.Offset + 1;
        var known = place.Origins.TryGetValue(record.Origin, out var seen);
        if (known && record.Sequence <= seen.Sequence)
        {
            return false;
        }

        if (!known && place.Origins.Count >= MostOrigins)
        {
            place.Origins.Remove(place.Origins.MinBy(static o => o.Value.Offset).Key);
        }

        place.Origins[record.Origin] = (record.Sequence, record.Offset);
        return true;
    }

    /// <summary>Skips to <paramref name="offset"/>, where what lies before is gone or was never a record of ours.</summary>
    public void SkipTo(int partition, long offset)
    {
        var place = PlaceOf(partition);
        place.Next = Math.Max(place.Next, offset);
    }

    /// <summary>
    /// Back to the beginning of every partition, for a cluster that has lost records or is another one. What was seen of each
    /// origin stays known, so that nothing counts twice.
    /// </summary>
    public void Rewind()
    {
        foreach (var place in _partitions.Values)
        {
            place.Next = 0;
        }
    }

    /// <summary>Records passed so far, all partitions together: equal for two readers who have read the same.</summary>
    public long Passed => _partitions.Values.Sum(static p => p.Next);

    public LogCursor Copy()
    {
        var copy = new LogCursor();
        foreach (var (partition, place) in _partitions)
        {
            copy._partitions.Add(partition, new Place { Next = place.Next, Origins = new(place.Origins) });
        }

        return copy;
    }

    /// <summary>For a snapshot; docs/log-format.md has the form.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var origins = _partitions.Values.Sum(static p => p.Origins.Count);
        var most = 1 + FieldWriter.MaxVarint * (1 + 3 * (_partitions.Count + origins));
        var writer = new FieldWriter(output.GetSpan(most));
        writer.Byte(Version);
        writer.Varint((ulong)_partitions.Count);
        foreach (var (partition, place) in _partitions)
        {
            writer.Varint((ulong)partition);
            writer.Varint((ulong)place.Next);
            writer.Varint((ulong)place.Origins.Count);
            foreach (var (origin, seen) in place.Origins.OrderBy(static o => o.Key))
            {
                writer.Varint(origin);
                writer.Varint((ulong)seen.Sequence);
                writer.Varint((ulong)seen.Offset);
            }
        }

        output.Advance(writer.Written);
    }

    /// <exception cref="RecordFormatException">It is not a cursor that this release can read.</exception>
    public static LogCursor Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new FieldReader(bytes);
        reader.Version(Version, "cursor");
        var cursor = new LogCursor();
        var partitions = reader.Count(MostPartitions, "partitions");
        for (var i = 0; i < partitions; i++)
        {
            var place = cursor.PlaceOf(reader.Count(MostPartitions - 1, "partition"));
            place.Next = Number(reader.Varint());
            var origins = reader.Count(MostOrigins, "origins");
            for (var j = 0; j < origins; j++)
            {
                place.Origins[reader.Varint()] = (Number(reader.Varint()), Number(reader.Varint()));
            }
        }

        reader.End();
        return cursor;
    }

    private static long Number(ulong value) =>
        value <= long.MaxValue ? (long)value : throw new RecordFormatException("a number in the cursor is too large");

    private Place PlaceOf(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, MostPartitions);
        if (!_partitions.TryGetValue(partition, out var place))
        {
            _partitions.Add(partition, place = new Place());
        }

        return place;
    }

    private sealed class Place
    {
        public long Next { get; set; }

        public Dictionary<ulong, (long Sequence, long Offset)> Origins { get; init; } = [];
    }
}
