using System.Buffers.Binary;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Up to where the cluster has confirmed each topic, in a small file beside the log: number of topics (4), an offset each (8),
/// CRC-32C of all before (4), little-endian. It may be older than the truth, never newer: what it has forgotten is sent again,
/// and readers know it by its sequence.
/// </summary>
internal sealed class SentMarks
{
    private const string FileName = "sent";

    private readonly string _path;
    private readonly long[] _ends = new long[Topics.All.Count];
    private readonly long[] _kept = new long[Topics.All.Count];

    public SentMarks(string folder)
    {
        _path = Path.Combine(folder, FileName);
        if (File.Exists(_path))
        {
            Read(File.ReadAllBytes(_path));
        }
    }

    public long this[Topic topic]
    {
        get => Interlocked.Read(ref _ends[(int)topic]);
        set => Interlocked.Exchange(ref _ends[(int)topic], value);
    }

    /// <summary>Writes the file where something has changed since the last time.</summary>
    /// <exception cref="IOException">It cannot be written; the marks in memory are as they were.</exception>
    public void Keep()
    {
        var ends = Topics.All.Select(topic => this[topic]).ToArray();
        if (ends.AsSpan().SequenceEqual(_kept))
        {
            return;
        }

        var bytes = new byte[sizeof(int) + sizeof(long) * ends.Length + sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, ends.Length);
        for (var i = 0; i < ends.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(int) + i * sizeof(long)), ends[i]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)), Crc32C.Of(bytes.AsSpan(..^sizeof(uint))));
        SmallFile.Replace(_path, bytes);
        ends.CopyTo(_kept, 0);
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        // A file that does not read costs sending again what is still kept, no more.
        if (bytes.Length < sizeof(int) + sizeof(uint)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) != Crc32C.Of(bytes[..^sizeof(uint)]))
        {
            return;
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        for (var i = 0; i < Math.Min(count, _ends.Length) && (i + 1) * sizeof(long) <= bytes.Length - sizeof(int) - sizeof(uint); i++)
        {
            _ends[i] = _kept[i] = Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(bytes[(sizeof(int) + i * sizeof(long))..]));
        }
    }
}
