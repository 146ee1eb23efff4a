using Microsoft.Win32.SafeHandles;

namespace SecurityDecisioning.Streams.Local;

/// <summary>
/// Reads a segment from its first record on and finds where the good ones end. What follows is a torn tail, which is cut,
/// unless a good record stands behind it: then it is damage to records that may have been acknowledged, and cutting would lose
/// them silently.
/// </summary>
internal static class SegmentScan
{
    /// <param name="GoodBytes">Length of the file up to the end of its last good record.</param>
    /// <param name="NextOffset">Offset that follows the last good record.</param>
    /// <param name="Records">Number of good records.</param>
    public readonly record struct Result(long GoodBytes, long NextOffset, long Records);

    private const int BlockSize = 1024 * 1024;

    public static Result Run(SafeFileHandle file, Segment segment)
    {
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[BlockSize];
        var (position, next) = ((long)SegmentHeader.Size, segment.BaseOffset);
        var (bufferAt, buffered) = (position, 0);
        var records = 0L;

        while (true)
        {
            var at = (int)(position - bufferAt);
            if (!Holds(buffer.AsSpan(at, buffered - at), next, segment.CoveredEnd, out var size))
            {
                // Not whole in the buffer, or not good: read on from here and look again before believing either.
                var wanted = (int)Math.Min(Math.Max(size, buffer.Length), length - position);
                buffer = wanted > buffer.Length ? new byte[wanted] : buffer;
                (bufferAt, buffered) = (position, ReadFully(file, buffer.AsSpan(0, wanted), position));
                if (!Holds(buffer.AsSpan(0, buffered), next, segment.CoveredEnd, out size) && !NeedsMore(size, buffered, length - position))
                {
                    break;
                }

                continue;
            }

            var offset = RecordFrame.Offset(buffer.AsSpan((int)(position - bufferAt)));
            segment.Index.Note(offset, position);
            position += size;
            next = offset + 1;
            records++;
        }

        if (position < length && segment.CoveredEnd is not null)
        {
            throw new LogCorruptException(segment.Path, position, "a compacted file was whole once, and what stands here does not read");
        }

        if (position < length)
        {
            RefuseDamage(file, segment, position, next, length);
        }

        return new Result(position, next, records);
    }

    private static bool NeedsMore(int size, int buffered, long left) => size > buffered && size <= left;

    /// <summary>
    /// Whether a good frame with <paramref name="offset"/> starts <paramref name="bytes"/>; in a compacted file, one with any
    /// offset from there to before <paramref name="coveredEnd"/>.
    /// </summary>
    private static bool Holds(ReadOnlySpan<byte> bytes, long offset, long? coveredEnd, out int size)
    {
        size = RecordFrame.HeaderSize;
        if (bytes.Length < RecordFrame.HeaderSize)
        {
            return false;
        }

        var payload = RecordFrame.PayloadLength(bytes);
        var found = RecordFrame.Offset(bytes);
        if (!RecordFrame.IsPlausible(payload) || (found != offset && !(found > offset && found < coveredEnd)))
        {
            return false;
        }

        size = RecordFrame.SizeOf(payload);
        return bytes.Length >= size && RecordFrame.IsIntact(bytes[..size]);
    }

    private static void RefuseDamage(SafeFileHandle file, Segment segment, long damagedAt, long next, long length)
    {
        var rest = new byte[length - damagedAt];
        var read = ReadFully(file, rest, damagedAt);
        var mostRecords = read / RecordFrame.HeaderSize;
        for (var at = 1; at + RecordFrame.HeaderSize <= read; at++)
        {
            var bytes = rest.AsSpan(at, read - at);
            var offset = RecordFrame.Offset(bytes);
            if (offset > next && offset <= next + mostRecords && Holds(bytes, offset, null, out _))
            {
                throw new LogCorruptException(
                    segment.Path, damagedAt, $"record {next} does not read, while record {offset} at byte {damagedAt + at} does");
            }
        }
    }

    private static int ReadFully(SafeFileHandle file, Span<byte> buffer, long position)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer[total..], position + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }
}
