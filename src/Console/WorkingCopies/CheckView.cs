using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>What the checks of a version found, with where each finding can be mended.</summary>
/// <param name="Check">What was found.</param>
/// <param name="Content">The documents it was found in.</param>
/// <param name="Source">How an address names them.</param>
/// <param name="Only">The one document to tell of; null for all.</param>
internal sealed record CheckView(VersionCheck Check, VersionContent Content, string Source, string? Only = null)
{
    private const int LongestLine = 160;
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    public IEnumerable<PolicyProblem> Problems => Check.Problems.Where(p => Only is null || p.File == Only);

    public IEnumerable<PolicyProblem> Warnings => Check.Warnings.Where(p => Only is null || p.File == Only);

    /// <summary>How many findings are in other documents than the one that is told of.</summary>
    public int Elsewhere => Only is null ? 0
        : Check.Problems.Count(p => p.File != Only) + Check.Tests.Count(t => !t.Passed && t.File != Only);

    public bool Has(string document) => VersionEdit.TryGet(Content, document, out _);

    /// <summary>Where a line is edited; the fragment is for scripts, which go there.</summary>
    public string UrlOf(string document, int line) => OpenedCopy.UrlOf(Source, document) + (line > 0 ? $"#line-{line}" : "");

    /// <summary>The line that a finding is about, so that it can be found without counting; empty where there is none.</summary>
    public string LineOf(string document, int line)
    {
        if (!_lines.TryGetValue(document, out var lines))
        {
            _lines[document] = lines = VersionEdit.TryGet(Content, document, out var bytes) ? DocumentText.Show(bytes).Split('\n') : [];
        }

        var text = line > 0 && line <= lines.Length ? lines[line - 1].Trim() : "";
        return text.Length <= LongestLine ? text : text[..LongestLine] + "…";
    }
}
