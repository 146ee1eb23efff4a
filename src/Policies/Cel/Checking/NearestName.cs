namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>"Did you mean": the name with the fewest edits, where they are few enough.</summary>
internal static class NearestName
{
    private const int LongestName = 96;

    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        var fewest = Math.Max(2, name.Length / 3) + 1;
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Length <= LongestName && Math.Abs(candidate.Length - name.Length) < fewest
                && Edits(name, candidate) is var edits && edits < fewest)
            {
                fewest = edits;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>" did you mean `x`?" or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"did you mean `{nearest}`?" : "";

    private static int Edits(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var edits = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + same);
                diagonal = row[j];
                row[j] = edits;
            }
        }

        return row[^1];
    }
}
