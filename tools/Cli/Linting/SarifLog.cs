using System.Text.Json.Nodes;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Cli.Linting;

/// <summary>
/// Findings as a SARIF log (OASIS, Static Analysis Results Interchange Format 2.1.0), which code review shows at the line.
/// </summary>
internal static class SarifLog
{
    /// <summary>A result must have a place; a finding about a folder as a whole is placed at its first line.</summary>
    private const int First = 1;

    /// <param name="findings">What was found.</param>
    /// <param name="folder">The folder that the findings' files are relative to, as the repository names it.</param>
    public static string Of(IReadOnlyList<PolicyProblem> findings, string folder)
    {
        var codes = findings.Select(f => f.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var log = new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "sd policy lint",
                        ["rules"] = new JsonArray([.. codes.Select(code => new JsonObject { ["id"] = code })]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(f => Result(f, codes.IndexOf(f.Code), folder))]),
            }),
        };
        return log.ToJsonString(PolicyJson.Options);
    }

    private static JsonObject Result(PolicyProblem finding, int rule, string folder)
    {
        var location = new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(folder, finding.File) },
                ["region"] = new JsonObject
                {
                    ["startLine"] = Math.Max(First, finding.Line),
                    ["startColumn"] = Math.Max(First, finding.Column),
                },
            },
        };
        if (finding.Path.Length > 0)
        {
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Path });
        }

        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["ruleIndex"] = rule,
            ["level"] = LintReport.NameOf(finding.Severity),
            ["message"] = new JsonObject
            {
                ["text"] = finding.Mend.Length > 0 ? $"{finding.Message}. To mend it: {finding.Mend}." : $"{finding.Message}.",
            },
            ["locations"] = new JsonArray(location),
        };
    }

    /// <summary>
    /// Relative to the working directory, so that a repository's root names it as the repository does; each name escaped
    /// (RFC 3986). A folder outside of it is named in full.
    /// </summary>
    private static string UriOf(string folder, string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(folder));
        if (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            return new Uri(Path.GetFullPath(Path.Combine(folder, file))).AbsoluteUri;
        }

        var names = Path.Combine(relative, file).Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', names.Where(name => name != ".").Select(Uri.EscapeDataString));
    }
}
