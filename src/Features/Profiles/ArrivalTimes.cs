using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// The times of the eight newest requests, newest first. The eight largest of a set are the same whatever the order they came
/// in, so regularity and "the one before" need no order of arrival.
/// </summary>
internal struct ArrivalTimes
{
    public const int Kept = 8;
    private const int MinimumForVariation = 4;

    private static readonly Vector256<uint> Lanes = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);

    // Eight lanes are read from here on: seven gaps, then the count.
    private long _newestMs;
    private Gaps _back;
    private uint _count;

    public readonly int Count => (int)_count;

    /// <summary>Milliseconds of the request at <paramref name="index"/>, 0 being the newest.</summary>
    public readonly long TimeAt(int index) => index == 0 ? _newestMs : _newestMs - _back[index - 1];

    public void Add(long timeMs)
    {
        if (_count == 0)
        {
            _newestMs = timeMs;
            _count = 1;
            return;
        }

        var last = Math.Min(Count, Kept - 1);
        if (timeMs >= _newestMs)
        {
            Shift(timeMs - _newestMs, last);
            _newestMs = timeMs;
        }
        else
        {
            var back = Clamp(_newestMs - timeMs);
            var at = (int)_count - 1;
            if (at == Kept - 1 && back >= _back[at - 1]) return;
            if (at == Kept - 1) at--;
            for (; at > 0 && _back[at - 1] > back; at--) _back[at] = _back[at - 1];
            _back[at] = back;
        }

        if (_count < Kept) _count++;
    }

    /// <summary>Seconds from the request before the one at <paramref name="timeMs"/> to it; NaN where none is known.</summary>
    public readonly float SecondsSinceLast(long timeMs, bool isCounted)
    {
        for (var i = 0; i < _count; i++)
        {
            var time = TimeAt(i);
            if (time > timeMs) continue;
            if (isCounted && time == timeMs)
            {
                isCounted = false;
                continue;
            }

            return (timeMs - time) / 1000f;
        }

        return float.NaN;
    }

    /// <summary>Mean of the gaps in seconds; NaN before the second request.</summary>
    public readonly float MeanSeconds() => _count < 2 ? float.NaN : _back[Count - 2] / (1000f * (_count - 1));

    /// <summary>Standard deviation of the gaps over their mean; NaN before the fourth request or without any gap.</summary>
    public readonly float Variation()
    {
        if (_count < MinimumForVariation) return float.NaN;
        var gaps = Count - 1;
        var mean = (float)_back[gaps - 1] / gaps;
        if (mean == 0) return float.NaN;
        var back = Load();
        var deviation = Vector256.ConvertToSingle(back - Newer(back)) - Vector256.Create(mean);
        deviation &= Vector256.LessThan(Lanes, Vector256.Create((uint)gaps)).AsSingle();
        return MathF.Sqrt(Vector256.Sum(deviation * deviation) / gaps) / mean;
    }

    /// <summary>Every time lies so much further back than before, behind one more gap: the step itself.</summary>
    private void Shift(long step, int last)
    {
        var back = Load();
        var more = Vector256.Create(Clamp(step));
        var moved = Newer(back) + more;
        moved |= Vector256.LessThan(moved, more);
        var isKept = Vector256.LessThan(Lanes, Vector256.Create((uint)last));
        Vector256.ConditionalSelect(isKept, moved, back).StoreUnsafe(ref Unsafe.As<Gaps, uint>(ref _back));
    }

    /// <summary>All gaps, and in the last lane what lies behind them.</summary>
    private readonly Vector256<uint> Load() => Vector256.LoadUnsafe(ref Unsafe.As<Gaps, uint>(ref Unsafe.AsRef(in _back)));

    /// <summary>In each lane what the one before holds, in the first 0.</summary>
    private static Vector256<uint> Newer(Vector256<uint> back) =>
        Vector256.Shuffle(back, Vector256.Create(8u, 0, 1, 2, 3, 4, 5, 6));

    private static uint Clamp(long back) => (uint)Math.Min(back, uint.MaxValue);

    [InlineArray(Kept - 1)]
    private struct Gaps
    {
        private uint _first;
    }
}
