using System.Globalization;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>
/// A pattern as states with their successors, to be looked at, not to be run: what a class matches is asked of the framework, so only
/// the shape of a pattern is read here. Word boundaries count as passable.
/// </summary>
internal sealed class RegexAutomaton
{
    /// <summary>Parts, each repetition counted: more than any pattern within its limits has, unless they match nothing.</summary>
    private const int MaxParts = 20_000;

    private readonly string _pattern;
    private readonly RegexOptions _options;
    private readonly bool _isMultiline;
    private readonly List<State> _states = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private int _at;
    private int _parts;

    private RegexAutomaton(string pattern)
    {
        _pattern = pattern;
        _options = RegexOptions.CultureInvariant
            | (HasFlag('i') ? RegexOptions.IgnoreCase : RegexOptions.None) | (HasFlag('s') ? RegexOptions.Singleline : RegexOptions.None);
        _isMultiline = HasFlag('m');
        var end = Add(StateKind.Match, -1, -1);
        Start = Alternatives(end);
    }

    internal enum StateKind : byte
    {
        /// <summary>Takes one character of a set.</summary>
        Take,

        /// <summary>Goes on at either of two states.</summary>
        Split,

        /// <summary>Goes on at the beginning of the text only.</summary>
        Begin,

        /// <summary>Goes on at the end of the text only.</summary>
        End,
        Match,
    }

    public int Start { get; }

    public IReadOnlyList<State> States => _states;

    /// <summary>The sets of characters that states take: a class, an escape or one character.</summary>
    public IReadOnlyDictionary<string, int> Sets => _sets;

    /// <summary>Whether repetitions of parts were left out, as there are too many.</summary>
    public bool IsCut => _parts > MaxParts;

    public RegexOptions Options => _options;

    /// <summary>The automaton of a pattern that the framework accepts.</summary>
    public static RegexAutomaton Of(string pattern) => new(pattern);

    private bool HasFlag(char flag)
    {
        for (var at = _pattern.IndexOf("(?", StringComparison.Ordinal); at >= 0;)
        {
            var flags = _pattern.AsSpan(at + 2);
            var length = flags.IndexOfAnyExceptInRange('a', 'z');
            if (length > 0 && flags[..length].Contains(flag))
            {
                return true;
            }

            at = _pattern.IndexOf("(?", at + 1, StringComparison.Ordinal);
        }

        return false;
    }

    private int Add(StateKind kind, int next, int other, int set = -1)
    {
        _states.Add(new State(kind, next, other, set));
        return _states.Count - 1;
    }

    /// <summary>What stands from here to the group's end, before <paramref name="next"/>: the state to begin at.</summary>
    private int Alternatives(int next)
    {
        var first = Sequence(next);
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            first = Add(StateKind.Split, first, Sequence(next));
        }

        return first;
    }

    // Parts are built from the last to the first, as each has to know what follows it.
    private int Sequence(int next)
    {
        var parts = new List<(int Start, int Least, int Most)>();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var start = _at;
            Skip();
            var (least, most) = Quantifier();
            parts.Add((start, least, most));
        }

        var end = _at;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            next = Repeated(parts[i].Start, parts[i].Least, parts[i].Most, next);
        }

        _at = end;
        return next;
    }

    private int Repeated(int start, int least, int most, int next)
    {
        if (most < 0)
        {
            var loop = Add(StateKind.Split, next, next);
            _states[loop] = new State(StateKind.Split, next, PartAt(start, loop), -1);
            next = loop;
        }

        // Who leaves a repetition early goes on behind all of it, as the engine has it: the sets of states are other ones than where each
        // part could be left out by itself.
        var behind = next;
        for (var i = most < 0 ? least : most; i > 0 && !IsCut; i--)
        {
            var part = PartAt(start, next);
            next = i > least && most >= 0 ? Add(StateKind.Split, part, behind) : part;
        }

        return next;
    }

    private int PartAt(int start, int next)
    {
        _at = start;
        if (++_parts > MaxParts)
        {
            return next;
        }

        if (_pattern[_at] == '(')
        {
            return Group(next);
        }

        Skip();
        var text = _pattern[start.._at];
        return text switch
        {
            "^" or @"\A" => _isMultiline ? next : Add(StateKind.Begin, next, -1),
            "$" or @"\z" or @"\Z" => Add(StateKind.End, next, -1),
            @"\b" or @"\B" => next,
            _ => Add(StateKind.Take, next, -1, SetOf(text)),
        };
    }

    private int Group(int next)
    {
        _at++;
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            var end = _pattern.AsSpan(_at).IndexOfAny(":>)");
            _at += end + 1;
            if (end < 0 || _pattern[_at - 1] == ')')
            {
                return next;
            }
        }

        var start = Alternatives(next);
        _at++;
        return start;
    }

    /// <summary>Goes past one character, escape, class or group.</summary>
    private void Skip()
    {
        switch (_pattern[_at])
        {
            case '(':
                SkipGroup();
                break;
            case '[':
                SkipClass();
                break;
            case '\\':
                SkipEscape();
                break;
            default:
                _at++;
                break;
        }
    }

    private void SkipGroup()
    {
        _at++;
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            Skip();
        }

        _at++;
    }

    private void SkipClass()
    {
        _at += _pattern.AsSpan(_at).StartsWith("[^") ? 3 : 2;
        while (_at < _pattern.Length && _pattern[_at - 1] != ']')
        {
            _at += _pattern[_at - 1] == '\\' ? 2 : 1;
        }
    }

    private void SkipEscape()
    {
        var escaped = _at + 1 < _pattern.Length ? _pattern[_at + 1] : ' ';
        _at += escaped switch
        {
            'x' => 4,
            'u' => 6,
            'c' => 3,
            'p' or 'P' => Math.Max(2, _pattern.AsSpan(_at).IndexOf('}') + 1),
            _ => 2,
        };
        _at = Math.Min(_at, _pattern.Length);
    }

    /// <summary>How often at least and at most (below zero: any number) what stands before is repeated.</summary>
    private (int Least, int Most) Quantifier()
    {
        if (_at >= _pattern.Length)
        {
            return (1, 1);
        }

        var result = _pattern[_at] switch
        {
            '*' => (0, -1),
            '+' => (1, -1),
            '?' => (0, 1),
            _ => (1, 1),
        };
        if (result != (1, 1))
        {
            _at++;
        }
        else if (_pattern[_at] == '{' && TryCounts(out result))
        {
            _at = _pattern.IndexOf('}', _at) + 1;
        }
        else
        {
            return result;
        }

        // Lazy or not makes no difference to whether there is a match.
        _at += _at < _pattern.Length && _pattern[_at] == '?' ? 1 : 0;
        return result;
    }

    private bool TryCounts(out (int Least, int Most) counts)
    {
        counts = (1, 1);
        var end = _pattern.IndexOf('}', _at);
        var body = end < 0 ? "" : _pattern[(_at + 1)..end];
        var comma = body.IndexOf(',', StringComparison.Ordinal);
        if (!int.TryParse(comma < 0 ? body : body[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out var least))
        {
            return false;
        }

        var most = least;
        if (comma >= 0 && comma == body.Length - 1)
        {
            most = -1;
        }
        else if (comma >= 0 && !int.TryParse(body.AsSpan(comma + 1), NumberStyles.None, CultureInfo.InvariantCulture, out most))
        {
            return false;
        }

        counts = (least, most);
        return true;
    }

    private int SetOf(string text)
    {
        if (!_sets.TryGetValue(text, out var set))
        {
            _sets[text] = set = _sets.Count;
        }

        return set;
    }

    /// <summary>One state.</summary>
    /// <param name="Kind">What it waits for.</param>
    /// <param name="Next">The state after it.</param>
    /// <param name="Other">The other state after a <see cref="StateKind.Split"/>.</param>
    /// <param name="Set">Which of the sets it takes a character of.</param>
    internal readonly record struct State(StateKind Kind, int Next, int Other, int Set);
}
