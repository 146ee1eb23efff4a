namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Differences between versions, by document and line. What is the same at both ends is set aside; the rest is matched by its
/// longest common subsequence up to a bound of work, and past it counts as replaced whole.
/// </summary>
public static class VersionDiff
{
    private const int Around = 3;
    private const int MostWork = 4_000_000;

    /// <param name="from">The old version; null for nothing at all.</param>
    /// <param name="to">The new version.</param>
    /// <returns>The documents that differ, by name.</returns>
    public static IReadOnlyList<DocumentDiff> Of(VersionContent? from, VersionContent to)
    {
        var old = (from?.Documents ?? []).ToDictionary(d => d.Name, d => d.Text, StringComparer.Ordinal);
        var now = to.Documents.ToDictionary(d => d.Name, d => d.Text, StringComparer.Ordinal);
        return [.. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(name => old.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => Of(name, LinesOf(old.GetValueOrDefault(name)), LinesOf(now.GetValueOrDefault(name))))];
    }

    private static string[] LinesOf(string? text) =>
        text is null or "" ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static DocumentDiff Of(string name, string[] old, string[] now)
    {
        var lines = Lines(old, now);
        return new DocumentDiff(name, lines.Count(l => l.Sign == '+'), lines.Count(l => l.Sign == '-'), Hunks(lines));
    }

    private static List<DiffLine> Lines(string[] old, string[] now)
    {
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var lines = new List<DiffLine>(old.Length + now.Length);
        lines.AddRange(Enumerable.Range(0, head).Select(i => new DiffLine(' ', i + 1, i + 1, old[i])));
        Middle(old, now, head, old.Length - tail, now.Length - tail, lines);
        lines.AddRange(Enumerable.Range(0, tail).Select(i => (Old: old.Length - tail + i, New: now.Length - tail + i))
            .Select(i => new DiffLine(' ', i.Old + 1, i.New + 1, old[i.Old])));
        return lines;
    }

    private static void Middle(string[] old, string[] now, int head, int oldEnd, int newEnd, List<DiffLine> lines)
    {
        var (i, j) = (head, head);
        if ((long)(oldEnd - head) * (newEnd - head) <= MostWork)
        {
            var common = Common(old.AsSpan(head, oldEnd - head), now.AsSpan(head, newEnd - head));
            while (i < oldEnd && j < newEnd)
            {
                if (old[i] == now[j])
                {
                    lines.Add(new DiffLine(' ', i + 1, j + 1, old[i++]));
                    j++;
                }
                else if (common[i - head + 1, j - head] >= common[i - head, j - head + 1])
                {
                    lines.Add(new DiffLine('-', i + 1, 0, old[i++]));
                }
                else
                {
                    lines.Add(new DiffLine('+', 0, j + 1, now[j++]));
                }
            }
        }

        for (; i < oldEnd; i++)
        {
            lines.Add(new DiffLine('-', i + 1, 0, old[i]));
        }

        for (; j < newEnd; j++)
        {
            lines.Add(new DiffLine('+', 0, j + 1, now[j]));
        }
    }

    /// <summary>Length of the longest common subsequence from each pair of places on.</summary>
    private static int[,] Common(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static List<IReadOnlyList<DiffLine>> Hunks(List<DiffLine> lines)
    {
        var hunks = new List<IReadOnlyList<DiffLine>>();
        var begin = -1;
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ')
            {
                continue;
            }

            if (begin >= 0 && i - last > 2 * Around)
            {
                hunks.Add(lines[begin..(last + Around + 1)]);
                begin = -1;
            }

            begin = begin >= 0 ? begin : Math.Max(0, i - Around);
            last = i;
        }

        if (begin >= 0)
        {
            hunks.Add(lines[begin..Math.Min(lines.Count, last + Around + 1)]);
        }

        return hunks;
    }
}
