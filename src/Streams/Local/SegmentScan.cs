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
    public readonly record struct Result(long GoodBytes, long NextOffset);

    private const int BlockSize = 1024 * 1024;

    public static Result Run(SafeFileHandle file, Segment segment)
    {
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[BlockSize];
        var (position, next) = ((long)SegmentHeader.Size, segment.BaseOffset);
        var (bufferAt, buffered) = (position, 0);

        while (true)
        {
            var at = (int)(position - bufferAt);
            if (!Holds(buffer.AsSpan(at, buffered - at), next, out var size))
            {
                // Not whole in the buffer, or not good: read on from here and look again before believing either.
                var wanted = (int)Math.Min(Math.Max(size, buffer.Length), length - position);
                buffer = wanted > buffer.Length ? new byte[wanted] : buffer;
                (bufferAt, buffered) = (position, ReadFully(file, buffer.AsSpan(0, wanted), position));
                if (!Holds(buffer.AsSpan(0, buffered), next, out size) && !NeedsMore(size, buffered, length - position))
                {
                    break;
                }

                continue;
            }

            segment.Index.Note(next, position);
            position += size;
            next++;
        }

        if (position < length)
        {
            RefuseDamage(file, segment, position, next, length);
        }

        return new Result(position, next);
    }

    private static bool NeedsMore(int size, int buffered, long left) => size > buffered && size <= left;

    /// <summary>Whether a good frame with <paramref name="offset"/> starts <paramref name="bytes"/>.</summary>
    private static bool Holds(ReadOnlySpan<byte> bytes, long offset, out int size)
    {
        size = RecordFrame.HeaderSize;
        if (bytes.Length < RecordFrame.HeaderSize)
        {
            return false;
        }

        var payload = RecordFrame.PayloadLength(bytes);
        if (!RecordFrame.IsPlausible(payload) || RecordFrame.Offset(bytes) != offset)
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
            if (offset > next && offset <= next + mostRecords && Holds(bytes, offset, out _))
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
