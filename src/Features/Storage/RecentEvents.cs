using System.Numerics;

namespace SecurityDecisioning.Features.Storage;

/// <summary>
/// Which events were applied lately, so that a second delivery changes nothing: rows of eight fingerprints, one cache line
/// each, the oldest of a row giving way. Bounded; remembers about as many events as it has slots.
/// </summary>
internal sealed class RecentEvents
{
    private const int Ways = 8;
    private const int Gates = 64;
    private readonly ulong[] _slots;
    private readonly byte[] _oldest;
    private readonly Lock[] _gates = new Lock[Gates];
    private readonly uint _rowMask;

    public RecentEvents(int capacity)
    {
        var rows = BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity / Ways, Gates));
        _rowMask = rows - 1;
        _slots = GC.AllocateArray<ulong>((int)rows * Ways, pinned: true);
        _oldest = new byte[rows];
        for (var i = 0; i < Gates; i++) _gates[i] = new Lock();
    }

    public long SizeInBytes => ((long)_slots.Length * sizeof(ulong)) + _oldest.Length;

    /// <summary>False where the fingerprint is remembered already.</summary>
    public bool TryAdd(ulong fingerprint)
    {
        if (fingerprint == 0) fingerprint = 1;
        var number = (int)((uint)fingerprint & _rowMask);
        lock (_gates[number & (Gates - 1)])
        {
            var row = _slots.AsSpan(number * Ways, Ways);
            if (row.Contains(fingerprint)) return false;
            ref var oldest = ref _oldest[number];
            row[oldest] = fingerprint;
            oldest = (byte)((oldest + 1) % Ways);
            return true;
        }
    }
}
