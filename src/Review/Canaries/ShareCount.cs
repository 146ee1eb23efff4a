namespace SecurityDecisioning.Review.Canaries;

/// <summary>
/// How often a version acted. Nobody alone decides what a version's share is: of each subject the first few decisions of an hour
/// count in the direction that speaks against the version. Bounded: subjects are told apart by a table of fixed size; those that
/// fall on one cell count as one, which only makes the guard slower. Not for use by several threads at once.
/// </summary>
public sealed class ShareCount
{
    /// <summary>Decisions of one subject that count within an hour.</summary>
    public const int MostPerHour = 5;

    /// <summary>Different subjects that it takes to say that a version acts too often, or too rarely.</summary>
    public const int FewestSubjects = 10;

    private const int Cells = 1 << 16;
    private const long HourMs = 3_600_000;

    private readonly byte[] _acts = new byte[Cells];
    private readonly byte[] _decisions = new byte[Cells];
    private long _hour = long.MinValue;

    /// <summary>All decisions.</summary>
    public long Decisions { get; private set; }

    /// <summary>All that challenged, throttled or revoked.</summary>
    public long Acts { get; private set; }

    /// <summary>Decisions, of each subject only the first few of an hour.</summary>
    public long CappedDecisions { get; private set; }

    /// <summary>The same of those that acted.</summary>
    public long CappedActs { get; private set; }

    /// <summary>Subjects acted upon for the first time in their hour.</summary>
    public long Subjects { get; private set; }

    /// <summary>Subjects decided about for the first time in their hour.</summary>
    public long Seen { get; private set; }

    /// <summary>Counts a decision about <paramref name="subject"/>.</summary>
    public void Add(ulong subject, bool acted, long timeMs)
    {
        var hour = timeMs / HourMs;
        if (hour > _hour)
        {
            _hour = hour;
            Array.Clear(_acts);
            Array.Clear(_decisions);
        }

        var cell = (int)(subject % Cells);
        Decisions++;
        if (_decisions[cell] < MostPerHour)
        {
            Seen += _decisions[cell] == 0 ? 1 : 0;
            _decisions[cell]++;
            CappedDecisions++;
        }

        if (!acted)
        {
            return;
        }

        Acts++;
        if (_acts[cell] < MostPerHour)
        {
            Subjects += _acts[cell] == 0 ? 1 : 0;
            _acts[cell]++;
            CappedActs++;
        }
    }

    /// <summary>Whether the version acts more often than it may.</summary>
    public bool IsAbove(ExpectedShare expected) =>
        Subjects >= FewestSubjects && DepartureTest.IsAbove(CappedActs, Decisions, expected.Most);

    /// <summary>Whether the version acts more rarely than it should.</summary>
    public bool IsBelow(ExpectedShare expected) =>
        Seen >= FewestSubjects && DepartureTest.IsBelow(Math.Min(Acts, CappedDecisions), CappedDecisions, expected.Least);

    public void Write(BinaryWriter writer)
    {
        foreach (var number in (ReadOnlySpan<long>)[Decisions, Acts, CappedDecisions, CappedActs, Subjects, Seen, _hour])
        {
            writer.Write(number);
        }

        writer.Write(_acts);
        writer.Write(_decisions);
    }

    /// <exception cref="InvalidDataException">It is no count.</exception>
    public static ShareCount Read(BinaryReader reader)
    {
        var count = new ShareCount
        {
            Decisions = reader.ReadInt64(), Acts = reader.ReadInt64(), CappedDecisions = reader.ReadInt64(),
            CappedActs = reader.ReadInt64(), Subjects = reader.ReadInt64(), Seen = reader.ReadInt64(), _hour = reader.ReadInt64(),
        };
        var isWhole = reader.Read(count._acts) == Cells && reader.Read(count._decisions) == Cells;
        return isWhole && count is { CappedActs: >= 0 } && count.CappedActs <= count.Acts && count.Acts <= count.Decisions
            ? count
            : throw new InvalidDataException("a count of decisions that does not add up");
    }
}
