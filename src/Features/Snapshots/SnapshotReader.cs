using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecurityDecisioning.Features.Snapshots;

/// <summary>
/// Reads the sections of a snapshot in order; every block is checked before a byte of it is believed. Nothing the file claims
/// makes it take more memory than the file is long.
/// </summary>
public sealed class SnapshotReader
{
    private readonly string _file;
    private readonly Stream _input;
    private readonly byte[] _block = new byte[SnapshotWriter.BlockBytes];
    private byte[] _body = [];
    private int _at;
    private int _length;
    private long _blockPosition;
    private uint _number;
    private bool _ended;
    private IncrementalHash? _seal;

    /// <param name="file">Name for messages.</param>
    /// <param name="input">The file from its beginning; its length is asked for.</param>
    /// <exception cref="SnapshotException">It does not begin as a snapshot of a version that this release reads.</exception>
    public SnapshotReader(string file, Stream input)
    {
        _file = file;
        _input = input;
        Span<byte> head = stackalloc byte[SnapshotWriter.HeadBytes];
        if (input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw Failure(0, "the file ends within its first 16 bytes");
        if (!head[..8].SequenceEqual(SnapshotWriter.Magic)) throw Failure(0, "this is no snapshot");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) != Checksum.Of(0, head[..12]))
            throw Failure(0, "the first 16 bytes do not match their checksum");
        if (version != SnapshotWriter.FormatVersion)
            throw Failure(8, $"format version {version}; this release reads {SnapshotWriter.FormatVersion}");
        _blockPosition = SnapshotWriter.HeadBytes;
    }

    /// <summary>The next section; false after the last. Its bytes are valid until the next call.</summary>
    /// <exception cref="SnapshotException">The file is damaged or cut.</exception>
    public bool TryNext(out SnapshotSection section)
    {
        section = default;
        if (_at == _length && !TryNextBlock()) return false;
        var position = _blockPosition + SnapshotWriter.BlockHead + _at;
        Span<byte> head = stackalloc byte[1 + SnapshotWriter.MaxName + 12];
        Fill(head[..1], position);
        var name = head[0];
        if (name > SnapshotWriter.MaxName) throw Failure(position, $"a section's name has {name} characters");
        head = head[..(name + 12)];
        Fill(head, position);
        var length = BinaryPrimitives.ReadInt64LittleEndian(head[(name + 4)..]);
        if (length < 0 || length > _input.Length - position || length > Array.MaxLength)
            throw Failure(position, $"a section claims {length} bytes");
        if (_body.Length < length) _body = new byte[length];
        Fill(_body.AsSpan(0, (int)length), position);
        section = new SnapshotSection(
            _file, position, Encoding.ASCII.GetString(head[..name]), BinaryPrimitives.ReadInt32LittleEndian(head[name..]),
            _body.AsSpan(0, (int)length));
        return true;
    }

    /// <summary>The next section, which has to be the one called <paramref name="name"/> in a version known.</summary>
    /// <exception cref="SnapshotException">It is another one, or the file is damaged.</exception>
    public SnapshotSection Next(string name, int version) => TryNext(out var section)
        ? section.Expect(name, version)
        : throw Failure(_blockPosition, $"section `{name}` is missing");

    /// <summary>The next section, whichever it is.</summary>
    /// <exception cref="SnapshotException">There is none, or the file is damaged.</exception>
    public SnapshotSection Next() => TryNext(out var section) ? section : throw Failure(_blockPosition, "a section is missing");

    /// <summary>
    /// Reads a snapshot that somebody else wrote to its end and believes nothing of it: only then may its sections be read. A sum
    /// tells damage; this tells who wrote it (HMAC-SHA-256, FIPS 198-1, over all sections before the seal).
    /// </summary>
    /// <param name="file">Name for messages.</param>
    /// <param name="input">The file from its beginning.</param>
    /// <param name="sealKey">The key that its writer has to have had.</param>
    /// <exception cref="SnapshotException">It is damaged, has no seal, or one of another key.</exception>
    public static void CheckSeal(string file, Stream input, ReadOnlySpan<byte> sealKey)
    {
        using var seal = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, sealKey);
        var reader = new SnapshotReader(file, input) { _seal = seal };
        var before = seal.GetCurrentHash();
        var isSealed = false;
        while (reader.TryNext(out var section))
        {
            isSealed = section.Name == SnapshotWriter.SealSection && section.Version == SnapshotWriter.SealVersion
                && CryptographicOperations.FixedTimeEquals(before, section.Take(section.Left));
            before = seal.GetCurrentHash();
        }

        if (!isSealed) throw reader.Failure(input.Position, "it is not sealed with this fleet's keys; give all gateways the same (--keys)");
    }

    public SnapshotException Failure(long position, string reason) => new($"{_file} at byte {position}: {reason}");

    private void Fill(Span<byte> bytes, long position)
    {
        while (bytes.Length > 0)
        {
            if (_at == _length && !TryNextBlock()) throw Failure(position, "the file ends within this section");
            var part = Math.Min(bytes.Length, _length - _at);
            _block.AsSpan(_at, part).CopyTo(bytes);
            _seal?.AppendData(bytes[..part]);
            _at += part;
            bytes = bytes[part..];
        }
    }

    private bool TryNextBlock()
    {
        if (_ended) return false;
        _blockPosition = _input.Position;
        Span<byte> head = stackalloc byte[SnapshotWriter.BlockHead];
        if (_input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            throw Failure(_blockPosition, "the file is cut: it has no last block");
        _length = BinaryPrimitives.ReadInt32LittleEndian(head);
        _at = 0;
        if (_length < 0 || _length > _block.Length) throw Failure(_blockPosition, $"a block claims {_length} bytes");
        var block = _block.AsSpan(0, _length);
        if (_input.ReadAtLeast(block, _length, throwOnEndOfStream: false) < _length)
            throw Failure(_blockPosition, "the file is cut within this block");
        if (Checksum.Of(++_number, block) != BinaryPrimitives.ReadUInt32LittleEndian(head[4..]))
            throw Failure(_blockPosition, "this block does not match its checksum");
        _ended = _length == 0;
        if (_ended && _input.Position != _input.Length) throw Failure(_input.Position, "bytes follow the last block");
        return !_ended;
    }
}
