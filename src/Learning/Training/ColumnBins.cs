namespace SecurityDecisioning.Learning.Training;

/// <summary>
/// One column in bins of about equal weight. A value lies in bin b where cut[b−1] ≤ value &lt; cut[b]; missing values have a
/// bin of their own.
/// </summary>
internal sealed class ColumnBins
{
    public const int MissingBin = 255;

    private ColumnBins(float[] cuts) => Cuts = cuts;

    /// <summary>Ascending; a split on bin b sends values below cut[b] left.</summary>
    public float[] Cuts { get; }

    /// <summary>Bin of each row.</summary>
    public byte[] Rows { get; private set; } = [];

    /// <summary>The same in every row: nothing to split on.</summary>
    public bool IsConstant => Cuts.Length == 0;

    public static ColumnBins Build(ReadOnlySpan<float> values, int maxBins)
    {
        var sorted = new float[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
            {
                sorted[count++] = value;
            }
        }

        Array.Sort(sorted, 0, count);
        var cuts = Cut(sorted.AsSpan(0, count), maxBins);
        if (cuts.Length == 0 && count > 0 && count < values.Length)
        {
            // One value or none: that there is one can tell something. Everything known lies above the cut.
            cuts = [sorted[0]];
        }

        var bins = new ColumnBins(cuts);
        bins.Rows = new byte[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            bins.Rows[row] = bins.BinOf(values[row]);
        }

        return bins;
    }

    public byte BinOf(float value)
    {
        if (float.IsNaN(value))
        {
            return MissingBin;
        }

        int low = 0, high = Cuts.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (value >= Cuts[middle])
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (byte)low;
    }

    /// <summary>
    /// A cut before every distinct value where the bins suffice; else each bin takes rows until it holds its fair share of
    /// those that are left, so that a value with many rows costs one bin and no more.
    /// </summary>
    private static float[] Cut(ReadOnlySpan<float> sorted, int maxBins)
    {
        var cuts = new List<float>();
        var distinct = Distinct(sorted);
        var start = 0;
        for (var i = 1; i < sorted.Length && cuts.Count < maxBins - 1; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                continue;
            }

            var fair = (double)(sorted.Length - start) / (maxBins - cuts.Count);
            if (distinct <= maxBins || i - start >= fair)
            {
                cuts.Add(Between(sorted[i - 1], sorted[i]));
                start = i;
            }
        }

        return [.. cuts];
    }

    private static int Distinct(ReadOnlySpan<float> sorted)
    {
        var distinct = sorted.Length == 0 ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }

        return distinct;
    }

    /// <summary>Above <paramref name="low"/>, at most <paramref name="high"/>, in the middle where floats have one.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle > low && float.IsFinite(middle) ? middle : high;
    }
}
