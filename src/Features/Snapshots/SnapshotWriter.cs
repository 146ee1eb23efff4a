using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Features.Snapshots;

/// <summary>
/// Writes named sections into checksummed blocks (docs/snapshots.md has the form). Whoever owns the stream syncs and names the
/// file; a snapshot without <see cref="Finish"/> is not one.
/// </summary>
public sealed class SnapshotWriter : IDisposable
{
    public const uint FormatVersion = 1;
    public const int BlockBytes = 256 * 1024;
    internal const int BlockHead = 8;
    internal const int HeadBytes = 16;
    internal const int MaxName = 64;
    internal static ReadOnlySpan<byte> Magic => "SDSNAPSH"u8;

    /// <summary>Name of the section that proves who wrote the others, always the last.</summary>
    public const string SealSection = "seal";
    internal const int SealVersion = 1;

    private readonly Stream _output;
    private readonly IncrementalHash? _seal;
    private readonly byte[] _block = new byte[BlockHead + BlockBytes];
    private int _filled;
    private uint _number;

    /// <param name="output">Where to.</param>
    /// <param name="sealKey">
    /// Key of the proof at the end, for a snapshot that others are to believe; empty for one that stays where it was written.
    /// </param>
    public SnapshotWriter(Stream output, ReadOnlySpan<byte> sealKey = default)
    {
        _output = output;
        _seal = sealKey.IsEmpty ? null : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, sealKey);
        Span<byte> head = stackalloc byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], Checksum.Of(0, head[..12]));
        _output.Write(head);
        Bytes = HeadBytes;
    }

    /// <summary>Bytes given to the stream.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes one section.</summary>
    /// <param name="name">What it is, at most 64 ASCII characters.</param>
    /// <param name="version">Version of its contents; a reader takes those it knows.</param>
    /// <param name="bytes">Its contents.</param>
    public void Section(string name, int version, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxName);
        Span<byte> head = stackalloc byte[1 + MaxName + sizeof(int) + sizeof(long)];
        head[0] = (byte)Encoding.ASCII.GetBytes(name, head[1..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[(1 + name.Length)..], version);
        BinaryPrimitives.WriteInt64LittleEndian(head[(5 + name.Length)..], bytes.Length);
        Put(head[..(13 + name.Length)]);
        Put(bytes);
    }

    /// <summary>Writes the seal, if one is wanted, what is left, and the empty block that tells a whole file from a cut one.</summary>
    public void Finish()
    {
        if (_seal is not null) Section(SealSection, SealVersion, _seal.GetCurrentHash());
        Flush();
        Flush(isLast: true);
        _output.Flush();
    }

    public void Dispose() => _seal?.Dispose();

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _seal?.AppendData(bytes);
        while (bytes.Length > 0)
        {
            var part = Math.Min(bytes.Length, BlockBytes - _filled);
            bytes[..part].CopyTo(_block.AsSpan(BlockHead + _filled));
            _filled += part;
            bytes = bytes[part..];
            if (_filled == BlockBytes) Flush();
        }
    }

    private void Flush(bool isLast = false)
    {
        if (_filled == 0 && !isLast) return;
        var block = _block.AsSpan(0, BlockHead + _filled);
        BinaryPrimitives.WriteInt32LittleEndian(block, _filled);
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], Checksum.Of(++_number, block[BlockHead..]));
        _output.Write(block);
        Bytes += block.Length;
        _filled = 0;
    }
}
