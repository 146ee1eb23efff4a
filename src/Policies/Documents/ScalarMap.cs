namespace SecurityDecisioning.Policies.Documents;

/// <summary>Where a character of a YAML text stands in the file, through quotes, escapes, folding and indentation.</summary>
internal static class ScalarMap
{
    /// <summary>
    /// Walks text and file in step: what does not match in the file is syntax of YAML and skipped. A folded line break is one
    /// space of the text.
    /// </summary>
    public static int OffsetInFile(string file, Field field, int offsetInText)
    {
        var at = field.Offset;
        var end = Math.Min(field.End, file.Length);
        at = SkipHeader(file, at, end);
        for (var i = 0; i < field.Value.Length && at < end; i++)
        {
            var c = field.Value[i];
            while (at < end && file[at] != c && !(c == ' ' && file[at] is '\r' or '\n'))
            {
                at++;
            }

            if (i == offsetInText)
            {
                break;
            }

            at = c is ' ' or '\n' && at < end && file[at] is '\r' or '\n' ? SkipBlanks(file, at, end) : at + 1;
        }

        return Math.Min(at, Math.Max(field.Offset, end - 1));
    }

    // `|`, `>-` and so on are followed by the end of their line.
    private static int SkipHeader(string file, int at, int end)
    {
        if (at >= end || file[at] is not ('|' or '>'))
        {
            return at;
        }

        var newline = file.IndexOf('\n', at, end - at);
        return newline < 0 ? at : SkipBlanks(file, newline, end);
    }

    private static int SkipBlanks(string file, int at, int end)
    {
        while (at < end && file[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at;
    }
}
