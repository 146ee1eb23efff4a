namespace SecurityDecisioning.Policies.Indexing;

/// <summary>
/// Guards "at least" of one kind, by subject and then by threshold: a subject that does not reach its smallest threshold is done
/// with after one comparison. Flat arrays, so that a few cache lines hold what hundreds of rules ask first.
/// </summary>
internal sealed class ThresholdTable
{
    private readonly int[] _subjects;
    private readonly float[] _least;
    private readonly int[] _starts;
    private readonly float[] _thresholds;
    private readonly int[] _bits;

    /// <param name="guards">Of one kind, each with the bit of its rule.</param>
    public ThresholdTable(IEnumerable<(Guard Guard, int Bit)> guards)
    {
        var groups = guards.GroupBy(g => g.Guard.Subject).OrderBy(g => g.Key)
            .Select(g => (Subject: g.Key, Entries: g.OrderBy(e => e.Guard.Threshold).ThenBy(e => e.Bit).ToList())).ToList();
        _subjects = [.. groups.Select(g => g.Subject)];
        _least = [.. groups.Select(g => g.Entries[0].Guard.Threshold)];
        _thresholds = [.. groups.SelectMany(g => g.Entries.Select(e => e.Guard.Threshold))];
        _bits = [.. groups.SelectMany(g => g.Entries.Select(e => e.Bit))];
        _starts = new int[groups.Count + 1];
        for (var i = 0; i < groups.Count; i++)
        {
            _starts[i + 1] = _starts[i] + groups[i].Entries.Count;
        }
    }

    public bool IsEmpty => _subjects.Length == 0;

    /// <summary>Marks the rules whose subject's value reaches their threshold; NaN reaches none.</summary>
    public void Mark(ReadOnlySpan<float> values, Span<ulong> marks)
    {
        var subjects = _subjects;
        var least = _least;
        for (var i = 0; i < subjects.Length && i < least.Length; i++)
        {
            var value = values[subjects[i]];
            if (value >= least[i])
            {
                MarkReached(i, value, marks);
            }
        }
    }

    /// <summary>The same for values with the other sign: thresholds are those of "at most", negated.</summary>
    public void MarkNegated(ReadOnlySpan<float> values, Span<ulong> marks)
    {
        var subjects = _subjects;
        var least = _least;
        for (var i = 0; i < subjects.Length && i < least.Length; i++)
        {
            var value = -values[subjects[i]];
            if (value >= least[i])
            {
                MarkReached(i, value, marks);
            }
        }
    }

    /// <summary>The same for one subject, where few of many have a value.</summary>
    public void MarkOne(int subject, float value, Span<ulong> marks)
    {
        var at = Array.BinarySearch(_subjects, subject);
        if (at >= 0)
        {
            MarkReached(at, value, marks);
        }
    }

    private void MarkReached(int group, float value, Span<ulong> marks)
    {
        var end = _starts[group + 1];
        for (var i = _starts[group]; i < end && value >= _thresholds[i]; i++)
        {
            var bit = _bits[i];
            marks[bit >> 6] |= 1UL << bit;
        }
    }
}
