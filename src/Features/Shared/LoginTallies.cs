using SecurityDecisioning.Features.Facts;

namespace SecurityDecisioning.Features.Shared;

/// <summary>
/// How often all logins that succeeded showed each value: a count-min sketch of two rows. What the running bucket adds is not
/// read before the bucket ends, so requests of one bucket agree whatever the order they came in.
/// </summary>
internal sealed class LoginTallies
{
    private const int Row = 1 << 15;
    private readonly uint[] _closed = new uint[2 * Row];
    private readonly List<int> _open = [];
    private long _closedLogins;
    private long _openLogins;

    public long SizeInBytes => (_closed.Length * sizeof(uint)) + (_open.Capacity * sizeof(int));

    /// <summary>Share of all logins that showed the value, one imagined login more included: never 0.</summary>
    public float ShareOf(ulong mark)
    {
        var (first, second) = PlacesOf(mark);
        return (Math.Min(_closed[first], _closed[second]) + 1f) / (Volatile.Read(ref _closedLogins) + 1f);
    }

    /// <summary>Not thread-safe, like the two below: the caller's lock covers it.</summary>
    public void Add(ReadOnlySpan<ulong> marks, bool isRunning)
    {
        foreach (var mark in marks)
        {
            if (mark == 0) continue;
            var (first, second) = PlacesOf(mark);
            if (!isRunning || _open.Count >= Row)
            {
                _closed[first]++;
                _closed[second]++;
                continue;
            }

            _open.Add(first);
            _open.Add(second);
        }

        if (isRunning) _openLogins++;
        else _closedLogins++;
    }

    /// <summary>The bucket has ended: what it added counts.</summary>
    public void Close()
    {
        foreach (var place in _open) _closed[place]++;
        _open.Clear();
        _closedLogins += _openLogins;
        _openLogins = 0;
    }

    public void CopyTo(Snapshots.SnapshotBuffer buffer)
    {
        buffer.Add(_closedLogins);
        buffer.Add(_openLogins);
        buffer.Add<uint>(_closed);
        buffer.Add(_open.Count);
        buffer.Add<int>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_open));
    }

    public void Restore(ref Snapshots.SnapshotSection section)
    {
        _closedLogins = section.Read<long>();
        _openLogins = section.Read<long>();
        section.ReadInto<uint>(_closed);
        var open = section.ReadCount(sizeof(int));
        for (var i = 0; i < open; i++)
        {
            var place = section.Read<int>();
            if ((uint)place >= (uint)_closed.Length) throw section.Failure("names a place that the sketch does not have");
            _open.Add(place);
        }
    }

    /// <summary>Over what is closed and what is open, so that it tells nothing of where the bucket stands.</summary>
    public ulong StateHash()
    {
        var sum = Hash(-1) * (ulong)(_closedLogins + _openLogins);
        for (var place = 0; place < _closed.Length; place++) sum += Hash(place) * _closed[place];
        foreach (var place in _open) sum += Hash(place);
        return sum;
    }

    private static (int First, int Second) PlacesOf(ulong mark) =>
        ((int)(mark >> 16) & (Row - 1), Row + ((int)(mark >> 40) & (Row - 1)));

    private static ulong Hash(int place) => KeyedHash.Mix((ulong)place + 0x9E37_79B9_7F4A_7C15, 0xE703_7ED1_A0B4_28DB) | 1;
}
