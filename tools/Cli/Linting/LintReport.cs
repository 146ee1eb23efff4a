using System.Globalization;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Cli.Linting;

/// <summary>What a check of policies found, for people and for programs.</summary>
internal sealed class LintReport(PolicyLoadResult result, TimeSpan took)
{
    /// <summary>Problems, warnings and notes in the order of files and lines.</summary>
    public IReadOnlyList<PolicyProblem> Findings { get; } =
        [.. result.Problems.Concat(result.Warnings).OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column)];

    public int Count(ProblemSeverity severity) => Findings.Count(f => f.Severity == severity);

    public object ForPrograms() => new
    {
        ok = result.Set is not null,
        hash = result.Set?.Hash,
        policies = result.Set?.Policies.Count ?? 0,
        rules = Rules,
        elapsedMs = Math.Round(took.TotalMilliseconds, 1),
        problems = result.Problems.Select(ForPrograms),
        warnings = result.Warnings.Where(w => w.Severity == ProblemSeverity.Warning).Select(ForPrograms),
        notes = result.Warnings.Where(w => w.Severity == ProblemSeverity.Note).Select(ForPrograms),
    };

    public void WriteText(TextWriter output, TextWriter error, bool withNotes)
    {
        foreach (var finding in Findings.Where(f => withNotes || f.Severity != ProblemSeverity.Note))
        {
            (finding.Severity == ProblemSeverity.Error ? error : output).WriteLine(finding);
        }

        var notes = Count(ProblemSeverity.Note);
        var others = string.Create(CultureInfo.InvariantCulture,
            $"{Count(ProblemSeverity.Warning)} warning(s), {notes} note(s){(withNotes || notes == 0 ? "" : " (--notes shows them)")}");
        if (result.Set is { } set)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{set.Policies.Count} policies with {Rules} rules are right (set {set.Hash}); {others}; {took.TotalMilliseconds:0} ms."));
        }
        else
        {
            error.WriteLine($"{Count(ProblemSeverity.Error)} problem(s), {others}.");
        }
    }

    private int Rules => result.Set?.Policies.Sum(p => p.Rules.Count) ?? 0;

    private static object ForPrograms(PolicyProblem problem) => new
    {
        file = problem.File,
        line = problem.Line,
        column = problem.Column,
        severity = NameOf(problem.Severity),
        code = problem.Code,
        path = problem.Path,
        message = problem.Message,
        mend = problem.Mend,
    };

    /// <summary>The names that SARIF has for them too.</summary>
    public static string NameOf(ProblemSeverity severity) => severity switch
    {
        ProblemSeverity.Error => "error",
        ProblemSeverity.Warning => "warning",
        _ => "note",
    };
}
