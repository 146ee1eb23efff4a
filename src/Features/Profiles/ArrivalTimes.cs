using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// The times of the eight newest requests, newest first. The eight largest of a set are the same whatever the order they came
/// in, so regularity and "the one before" need no order of arrival.
/// </summary>
internal struct ArrivalTimes
{
    public const int Kept = 8;
    private const int MinimumForVariation = 4;

    private long _newestMs;
    private Gaps _back;
    private byte _count;

    public readonly int Count => _count;

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

        var last = Math.Min((int)_count, Kept - 1);
        if (timeMs >= _newestMs)
        {
            var step = timeMs - _newestMs;
            for (var i = last - 1; i >= 1; i--) _back[i] = Clamp(_back[i - 1] + step);
            _back[0] = Clamp(step);
            _newestMs = timeMs;
        }
        else
        {
            var back = Clamp(_newestMs - timeMs);
            var at = _count - 1;
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
    public readonly float MeanSeconds() => _count < 2 ? float.NaN : _back[_count - 2] / (1000f * (_count - 1));

    /// <summary>Standard deviation of the gaps over their mean; NaN before the fourth request or without any gap.</summary>
    public readonly float Variation()
    {
        if (_count < MinimumForVariation) return float.NaN;
        var gaps = _count - 1;
        var mean = (float)_back[gaps - 1] / gaps;
        if (mean == 0) return float.NaN;
        var squares = 0f;
        for (var i = 0; i < gaps; i++)
        {
            var deviation = (i == 0 ? _back[0] : _back[i] - _back[i - 1]) - mean;
            squares += deviation * deviation;
        }

        return MathF.Sqrt(squares / gaps) / mean;
    }

    private static uint Clamp(long back) => (uint)Math.Min(back, uint.MaxValue);

    [InlineArray(Kept - 1)]
    private struct Gaps
    {
        private uint _first;
    }
}
