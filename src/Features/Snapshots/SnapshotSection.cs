using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SecurityDecisioning.Features.Snapshots;

/// <summary>The bytes of one section, read from front to back. Everything is checked against what is there.</summary>
public ref struct SnapshotSection
{
    private readonly string _file;
    private readonly long _position;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    internal SnapshotSection(string file, long position, string name, int version, ReadOnlySpan<byte> bytes)
    {
        _file = file;
        _position = position;
        Name = name;
        Version = version;
        _bytes = bytes;
    }

    public string Name { get; }

    public int Version { get; }

    public readonly int Left => _bytes.Length - _at;

    /// <summary>This section, which has to be the one called <paramref name="name"/> in a version known.</summary>
    /// <exception cref="SnapshotException">It is another one.</exception>
    public readonly SnapshotSection Expect(string name, int version)
    {
        if (Name != name) throw Failure($"stands where `{name}` belongs");
        return Version == version ? this : throw Failure($"has version {Version}; this release reads {version}");
    }

    /// <exception cref="SnapshotException">The section ends before.</exception>
    public T Read<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));

    /// <summary>A count that was written before as many values of at least <paramref name="bytesEach"/>.</summary>
    /// <exception cref="SnapshotException">As many cannot follow.</exception>
    public int ReadCount(int bytesEach)
    {
        var count = Read<int>();
        return count >= 0 && (long)count * bytesEach <= Left
            ? count
            : throw Failure($"claims {count} values where {Left} bytes are left");
    }

    /// <exception cref="SnapshotException">The section ends before.</exception>
    public void ReadInto<T>(Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        Take(bytes.Length).CopyTo(bytes);
    }

    public ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes < 0 || bytes > Left) throw Failure($"ends {bytes - Left} bytes too early");
        _at += bytes;
        return _bytes.Slice(_at - bytes, bytes);
    }

    public string ReadText() => Encoding.UTF8.GetString(Take(ReadCount(1)));

    public readonly void End()
    {
        if (Left != 0) throw Failure($"has {Left} bytes too many");
    }

    public readonly SnapshotException Failure(string reason) =>
        new($"{_file}, section `{Name}` at byte {_position}: it {reason}");
}
