namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// An upper estimate of a pattern's positions with counted repetitions written out: <c>(a{100}){100}</c> has 10,000. Anything
/// that the estimate misreads only makes it larger, or is refused by the regex parser itself.
/// </summary>
internal static class RegexSize
{
    public static long Of(string pattern)
    {
        var outer = new Stack<long>();
        long total = 0;
        long last = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '(':
                    outer.Push(total);
                    (total, last) = (0, 0);
                    break;
                case ')' when outer.Count > 0:
                    last = total;
                    total = outer.Pop() + last;
                    break;
                case '[':
                    i = EndOfClass(pattern, i);
                    (total, last) = (total + 1, 1);
                    break;
                case '{' when TryCount(pattern, i, out var times, out var end):
                    total += last * Math.Max(0, times - 1);
                    last *= Math.Max(1, times);
                    i = end;
                    break;
                case '\\':
                    i++;
                    (total, last) = (total + 1, 1);
                    break;
                default:
                    (total, last) = (total + 1, 1);
                    break;
            }

            if (total > int.MaxValue)
            {
                return total;
            }
        }

        while (outer.TryPop(out var before))
        {
            total += before;
        }

        return total;
    }

    private static int EndOfClass(string pattern, int start)
    {
        for (var i = start + 1; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']' && i > start + 1)
            {
                return i;
            }
        }

        return pattern.Length;
    }

    private static bool TryCount(string pattern, int open, out long times, out int end)
    {
        times = 0;
        end = pattern.IndexOf('}', open);
        if (end < 0)
        {
            return false;
        }

        var body = pattern.AsSpan(open + 1, end - open - 1);
        var comma = body.IndexOf(',');
        var upper = comma >= 0 && comma < body.Length - 1 ? body[(comma + 1)..] : comma >= 0 ? body[..comma] : body;
        return long.TryParse(upper, out times) && times >= 0;
    }
}
