using System.Text.RegularExpressions;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// Whether the sets of states that a text can lead a pattern to are few. The engine keeps every one that it meets: <c>a[ab]{40}</c> has
/// 2^40 of them, one for each way in which the last 40 characters can have been an <c>a</c>, and texts made for it would take
/// memory without end and milliseconds each.
/// </summary>
internal static class RegexStates
{
    /// <summary>Steps of the search, each a few nanoseconds; a pattern that needs more is taken for one with too many states.</summary>
    private const int MaxSteps = 2_000_000;

    /// <summary>Characters besides those of the pattern that classes may tell apart.</summary>
    private const string Others = "aZ05_ -/.\n\u00E9\u0416\u4E2D";

    private static readonly Regex Escapes = new(
        @"\\[xu]([0-9a-fA-F]{2,4})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Whether there are at most <paramref name="most"/>; the pattern is one that the framework accepts.</summary>
    public static bool AreAtMost(string pattern, int most)
    {
        var automaton = RegexAutomaton.Of(pattern);
        if (automaton.IsCut)
        {
            return false;
        }

        var classes = Distinguished(automaton, pattern);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<int[]>();
        var marks = new int[automaton.States.Count];
        var steps = 0;
        var mark = 0;
        Visit(Closure([automaton.Start], isAtBegin: true));
        while (waiting.TryPop(out var set) && seen.Count <= most && steps <= MaxSteps)
        {
            foreach (var taken in classes)
            {
                var next = new List<int> { automaton.Start };
                foreach (var state in set)
                {
                    var one = automaton.States[state];
                    steps++;
                    if (taken[one.Set])
                    {
                        next.Add(one.Next);
                    }
                }

                Visit(Closure(next, isAtBegin: false));
            }
        }

        return seen.Count <= most && steps <= MaxSteps;

        // Once there is a match, nothing more is read.
        void Visit(int[]? set)
        {
            if (set is not null && seen.Add(string.Join(',', set)))
            {
                waiting.Push(set);
            }
        }

        // The states that take a character, reached from these without one; null where a match is.
        int[]? Closure(List<int> from, bool isAtBegin)
        {
            mark++;
            var open = new Stack<int>(from);
            var taking = new List<int>();
            while (open.TryPop(out var state))
            {
                if (marks[state] == mark)
                {
                    continue;
                }

                marks[state] = mark;
                steps++;
                var one = automaton.States[state];
                switch (one.Kind)
                {
                    case RegexAutomaton.StateKind.Match:
                        return null;
                    case RegexAutomaton.StateKind.Take:
                        taking.Add(state);
                        break;
                    case RegexAutomaton.StateKind.Split:
                        open.Push(one.Next);
                        open.Push(one.Other);
                        break;
                    case RegexAutomaton.StateKind.Begin when isAtBegin:
                        open.Push(one.Next);
                        break;
                }
            }

            taking.Sort();
            return [.. taking];
        }
    }

    /// <summary>The kinds of character that the pattern tells apart: for each, which of its sets have it.</summary>
    private static List<bool[]> Distinguished(RegexAutomaton automaton, string pattern)
    {
        var characters = new HashSet<char>(Others);
        foreach (var c in pattern)
        {
            characters.UnionWith([c, (char)(c + 1), (char)(c - 1), char.ToUpperInvariant(c), char.ToLowerInvariant(c)]);
        }

        // Characters that are written as escapes: \x41, \u00e9.
        foreach (Match escape in Escapes.Matches(pattern))
        {
            var digits = escape.Groups[1].Value;
            var c = (char)Convert.ToInt32(escape.Value[1] == 'x' ? digits[..2] : digits, 16);
            characters.UnionWith([c, (char)(c + 1), (char)(c - 1)]);
        }

        var sets = automaton.Sets.OrderBy(s => s.Value).Select(s => new Regex($"^(?:{s.Key})$", automaton.Options)).ToList();
        var kinds = new Dictionary<string, bool[]>(StringComparer.Ordinal);
        foreach (var c in characters.Where(c => !char.IsSurrogate(c)))
        {
            var text = c.ToString();
            var kind = sets.ConvertAll(s => s.Match(text) is { Success: true, Length: 1 }).ToArray();
            kinds.TryAdd(string.Concat(kind.Select(k => k ? '1' : '0')), kind);
        }

        return [.. kinds.Values];
    }
}
