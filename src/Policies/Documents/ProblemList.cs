namespace SecurityDecisioning.Policies.Documents;

/// <summary>Collects problems, up to a limit; counts the rest.</summary>
internal sealed class ProblemList
{
    private readonly List<PolicyProblem> _problems = [];
    private int _dropped;

    public bool IsEmpty => _problems.Count == 0;

    public int Count => _problems.Count + _dropped;

    public void Add(PolicyProblem problem)
    {
        if (_problems.Count < DocumentLimits.Problems)
        {
            _problems.Add(problem with { Message = Line(problem.Message), Mend = Line(problem.Mend) });
        }
        else
        {
            _dropped++;
        }
    }

    /// <summary>Problems quote the documents and go to logs and terminals: one line, bounded, no control characters.</summary>
    private static string Line(string text)
    {
        var line = text.Length <= DocumentLimits.ProblemLength ? text : text[..DocumentLimits.ProblemLength] + "…";
        return line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c)) : line;
    }

    /// <summary>Every problem in the order of files and lines.</summary>
    public IReadOnlyList<PolicyProblem> ToList()
    {
        var sorted = _problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column).ToList();
        if (_dropped > 0)
        {
            sorted.Add(new PolicyProblem("", 0, 0, "more-problems", $"{_dropped} more problems are not shown", "mend these first"));
        }

        return sorted;
    }
}
