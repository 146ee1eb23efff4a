using System.Runtime.InteropServices;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>
/// A feature vector as runs. Of some hundred values most are 0 or unknown and most others are small counts, so each run says
/// <c>length × 4 + kind</c> in a varint: zeros, NaNs, whole numbers (one varint each) or floats (4 bytes each).
/// </summary>
internal static class FeatureRuns
{
    private const int Zeros = 0;
    private const int Unknowns = 1;
    private const int Wholes = 2;
    private const int Floats = 3;
    private const int LargestWhole = 1 << 20;

    /// <summary>Most bytes that <paramref name="count"/> features take: a run of one float each.</summary>
    public static int MaxSize(int count) => FieldWriter.MaxVarint + count * (sizeof(float) + 1) + FieldWriter.MaxVarint;

    public static void Write(ref FieldWriter writer, ReadOnlySpan<float> features)
    {
        writer.Varint((ulong)features.Length);
        while (!features.IsEmpty)
        {
            var kind = KindOf(features[0]);
            var length = kind is Zeros or Unknowns ? LengthOfSame(features) : LengthOf(kind, features);

            writer.Varint((ulong)length << 2 | (uint)kind);
            if (kind is Wholes or Floats)
            {
                foreach (var value in features[..length])
                {
                    WriteValue(ref writer, kind, value);
                }
            }

            features = features[length..];
        }
    }

    /// <summary>Fills <paramref name="features"/>; NaN for those that the record's catalogue did not have yet.</summary>
    public static void Read(ref FieldReader reader, Span<float> features)
    {
        var count = reader.Count(features.Length, "the number of features");
        features[count..].Fill(float.NaN);
        for (var at = 0; at < count;)
        {
            var run = reader.Varint();
            var length = run >> 2;
            if (length == 0 || length > (ulong)(count - at))
            {
                throw new RecordFormatException($"a run of {length} features cannot stand at feature {at} of {count}");
            }

            ReadRun(ref reader, (int)(run & 3), features.Slice(at, (int)length));
            at += (int)length;
        }
    }

    /// <summary>Steps over a vector of at most <paramref name="most"/> features.</summary>
    public static void Skip(ref FieldReader reader, int most)
    {
        var count = reader.Count(most, "the number of features");
        for (var at = 0; at < count;)
        {
            var run = reader.Varint();
            var length = run >> 2;
            if (length == 0 || length > (ulong)(count - at))
            {
                throw new RecordFormatException($"a run of {length} features cannot stand at feature {at} of {count}");
            }

            switch ((int)(run & 3))
            {
                case Wholes:
                    for (var i = 0UL; i < length; i++)
                    {
                        reader.Varint();
                    }

                    break;
                case Floats:
                    reader.Take((int)length * sizeof(float));
                    break;
            }

            at += (int)length;
        }
    }

    private static void ReadRun(ref FieldReader reader, int kind, Span<float> run)
    {
        switch (kind)
        {
            case Zeros:
                run.Clear();
                break;
            case Unknowns:
                run.Fill(float.NaN);
                break;
            case Wholes:
                for (var i = 0; i < run.Length; i++)
                {
                    run[i] = reader.Count(LargestWhole, "a whole feature");
                }

                break;
            default:
                for (var i = 0; i < run.Length; i++)
                {
                    run[i] = reader.Float();
                }

                break;
        }
    }

    private static int KindOf(float value)
    {
        if (float.IsNaN(value))
        {
            return Unknowns;
        }

        if (BitConverter.SingleToUInt32Bits(value) == 0)
        {
            return Zeros;
        }

        return value is >= 1 and <= LargestWhole && value == MathF.Truncate(value) ? Wholes : Floats;
    }

    /// <summary>How many values from the first on have its very bits; most of a vector is long runs of zero and of NaN.</summary>
    private static int LengthOfSame(ReadOnlySpan<float> features)
    {
        var bits = MemoryMarshal.Cast<float, uint>(features);
        var end = bits.IndexOfAnyExcept(bits[0]);
        return end < 0 ? bits.Length : end;
    }

    private static int LengthOf(int kind, ReadOnlySpan<float> features)
    {
        var length = 1;
        while (length < features.Length && Continues(kind, features[length..]))
        {
            length++;
        }

        return length;
    }

    /// <summary>A lone zero among counts costs less as a count than as a run of its own.</summary>
    private static bool Continues(int kind, ReadOnlySpan<float> rest)
    {
        var next = KindOf(rest[0]);
        return next == kind || (kind == Wholes && next == Zeros && rest.Length > 1 && KindOf(rest[1]) == Wholes);
    }

    private static void WriteValue(ref FieldWriter writer, int kind, float value)
    {
        if (kind == Wholes)
        {
            writer.Varint((ulong)value);
        }
        else if (kind == Floats)
        {
            writer.Float(value);
        }
    }
}
