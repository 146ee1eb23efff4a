namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// What is known of a run without reading its pages. A run holds, for consecutive rows, one entry per entity that a row
/// names: the entity's hash and the row, sorted by both, in pages of at most <see cref="EntityPage.MostEntries"/>.
/// </summary>
internal sealed record EntityRun
{
    /// <summary>Its number; larger ones were begun later, merged ones too.</summary>
    public long Number { get; init; }

    public EntityRunState State { get; init; }

    /// <summary>0 to <see cref="MergePlan.TopLevel"/>: how many rows, in powers of <see cref="MergePlan.Fan"/>.</summary>
    public int Level { get; init; }

    public long FirstRow { get; init; }

    public long LastRow { get; init; }

    /// <summary>Earliest and latest time among the rows' ids, milliseconds since the Unix epoch.</summary>
    public long FirstMs { get; init; }

    public long LastMs { get; init; }

    /// <summary>Most milliseconds by which a row's id is earlier than that of a row before it: how far rows are out of order.</summary>
    public long LagMs { get; init; }

    /// <summary>Entries written so far.</summary>
    public long Entries { get; init; }

    /// <summary>The run that this one is being merged into; 0 where none is.</summary>
    public long Target { get; init; }

    /// <summary>Of a run being written: its last page. Of one being merged: the page that is read next. Else 0.</summary>
    public long Cursor { get; init; }

    /// <summary>Of a run being written: its last entry.</summary>
    public long LastEntry { get; init; }

    public long Rows => LastRow - FirstRow + 1;

    /// <summary>The run that <paramref name="parts"/>, in the order of their rows, become.</summary>
    public static EntityRun Join(long number, IReadOnlyList<EntityRun> parts) => new()
    {
        Number = number,
        State = EntityRunState.Building,
        Level = MergePlan.LevelOf(parts.Sum(p => p.Rows)),
        FirstRow = parts[0].FirstRow,
        LastRow = parts[^1].LastRow,
        FirstMs = parts.Min(p => p.FirstMs),
        LastMs = parts.Max(p => p.LastMs),
        LagMs = LagOf(parts),
    };

    /// <summary>How far rows are out of order over all of <paramref name="runs"/>, which stand in the order of their rows.</summary>
    public static long LagOf(IReadOnlyList<EntityRun> runs)
    {
        var (lag, latest) = (0L, long.MinValue);
        foreach (var run in runs)
        {
            lag = Math.Max(lag, run.LagMs);
            lag = latest > run.FirstMs ? Math.Max(lag, latest - run.FirstMs) : lag;
            latest = Math.Max(latest, run.LastMs);
        }

        return lag;
    }
}
