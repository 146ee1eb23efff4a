namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>
/// Which runs to make one of. A level holds runs of <see cref="Fan"/> to the power of it, up to <see cref="Fan"/> times as many
/// rows; <see cref="Fan"/> neighbours of a level become one of a higher level. So a row's entries are written once per level,
/// and a search reads a few runs per level.
/// </summary>
internal static class MergePlan
{
    public const int Fan = 16;

    /// <summary>A million rows and more; such runs stay as they are until retention drops them whole.</summary>
    public const int TopLevel = 5;

    /// <summary>Most runs read at once by a merge: one page of memory each.</summary>
    public const int MostInputs = 64;

    /// <summary>Most rows of a merged run, so that row numbers within it and the pages of one busy entity stay bounded.</summary>
    public const long MostRows = 1 << 22;

    public static int LevelOf(long rows)
    {
        var level = 0;
        for (; rows >= Fan && level < TopLevel; rows /= Fan)
        {
            level++;
        }

        return level;
    }

    /// <summary>The runs to merge next, neighbours in the order of their rows; none where nothing is worth it.</summary>
    /// <param name="runs">Live runs in the order of their rows.</param>
    public static IReadOnlyList<EntityRun> Next(IReadOnlyList<EntityRun> runs)
    {
        for (var level = 0; level < TopLevel; level++)
        {
            var (start, ofLevel) = (0, 0);
            for (var i = 0; i < runs.Count; i++)
            {
                if (runs[i].Level > level)
                {
                    (start, ofLevel) = (i + 1, 0);
                }
                else if (runs[i].Level == level && ++ofLevel == Fan)
                {
                    return Bounded(runs, start, i);
                }
            }
        }

        return [];
    }

    private static List<EntityRun> Bounded(IReadOnlyList<EntityRun> runs, int first, int last)
    {
        var (chosen, rows) = (new List<EntityRun>(), 0L);
        for (var i = first; i <= last && chosen.Count < MostInputs && rows + runs[i].Rows <= MostRows; i++)
        {
            chosen.Add(runs[i]);
            rows += runs[i].Rows;
        }

        return chosen;
    }
}
