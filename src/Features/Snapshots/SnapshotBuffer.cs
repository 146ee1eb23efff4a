using System.Runtime.InteropServices;
using System.Text;

namespace SecurityDecisioning.Features.Snapshots;

/// <summary>
/// Memory into which state is copied while its lock is held, and written out after. Numbers little-endian, as they lie in
/// memory on every machine .NET runs on here. Reused: the pages it has touched once are there the next time.
/// </summary>
public sealed class SnapshotBuffer
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>
    /// Makes room, and touches it: memory that the system has not given yet costs a fault per page, which nobody should wait
    /// for with a lock in hand.
    /// </summary>
    public void Reserve(long bytes)
    {
        if (bytes <= _bytes.Length) return;
        var larger = new byte[Math.Min(Array.MaxLength, bytes + (bytes / 8) + 4_096)];
        larger.AsSpan().Clear();
        Written.CopyTo(larger);
        _bytes = larger;
    }

    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        Reserve((long)Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Add<T>(T value)
        where T : unmanaged => Add(MemoryMarshal.CreateReadOnlySpan(ref value, 1));

    /// <summary>Length as a byte count of 32 bits, then UTF-8.</summary>
    public void AddText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        Add<byte>(bytes);
    }
}
