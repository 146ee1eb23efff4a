using System.Diagnostics;
using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Features.Storage;

internal sealed partial class RecentEvents
{
    private readonly bool[] _isMarking = new bool[Gates];

    /// <summary>
    /// Copies what is remembered and, in the same hold of each gate's lock, begins to mark what comes after: an event is either
    /// in the copy or marked. Returns the ticks of the longest hold.
    /// </summary>
    public long CopyAndMark(SnapshotBuffer buffer)
    {
        buffer.Reserve(SizeInBytes + (Gates * 16));
        var longest = 0L;
        for (var gate = 0; gate < Gates; gate++)
        {
            lock (_gates[gate])
            {
                var started = Stopwatch.GetTimestamp();
                for (var row = gate; row <= _rowMask; row += Gates)
                {
                    buffer.Add<ulong>(_slots.AsSpan(row * Ways, Ways));
                    buffer.Add(_oldest[row]);
                }

                buffer.Add(_applied[gate * Ways]);
                buffer.Add(_duplicates[gate * Ways]);
                _isMarking[gate] = true;
                longest = Math.Max(longest, Stopwatch.GetTimestamp() - started);
            }
        }

        return longest;
    }

    public void EndMarking()
    {
        for (var gate = 0; gate < Gates; gate++)
        {
            lock (_gates[gate])
            {
                _isMarking[gate] = false;
            }
        }
    }

    public void Restore(ref SnapshotSection section)
    {
        for (var gate = 0; gate < Gates; gate++)
        {
            for (var row = gate; row <= _rowMask; row += Gates)
            {
                section.ReadInto<ulong>(_slots.AsSpan(row * Ways, Ways));
                _oldest[row] = section.Read<byte>();
                if (_oldest[row] >= Ways) throw section.Failure("names a slot that a row does not have");
            }

            _applied[gate * Ways] = section.Read<long>();
            _duplicates[gate * Ways] = section.Read<long>();
        }
    }
}
