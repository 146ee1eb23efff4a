using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using SecurityDecisioning.Cli.Linting;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd policy lint [DIR]</c>: every problem, warning and note with file, line, column and cure. Exit code 1 where a policy is
/// refused, and with <c>--strict</c> where there is a warning.
/// </summary>
internal static class PolicyLintCommand
{
    public static Command Create()
    {
        var folder = PolicyCommand.Folder();
        var json = PolicyCommand.Json();
        var notes = new Option<bool>("--notes") { Description = "Say too what the proofs could not look into." };
        var strict = new Option<bool>("--strict") { Description = "End with exit code 1 on warnings as well." };
        var sarif = new Option<FileInfo?>("--sarif") { Description = "Write the findings as SARIF 2.1.0, for code review." };
        var command = new Command("lint", "Check and prove policies; exit code 1 where one is refused.")
        {
            folder, json, notes, strict, sarif,
        };
        command.SetAction(parsed =>
        {
            var watch = Stopwatch.StartNew();
            var result = PolicyLoader.Load(parsed.GetValue(folder)!);
            var report = new LintReport(result, watch.Elapsed);
            var output = parsed.InvocationConfiguration.Output;
            var isWritten = parsed.GetValue(sarif) is not { } file
                || TryWrite(file, SarifLog.Of(report.Findings, parsed.GetValue(folder)!), parsed.InvocationConfiguration.Error);

            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(report.ForPrograms(), PolicyJson.Options));
            }
            else
            {
                report.WriteText(output, parsed.InvocationConfiguration.Error, parsed.GetValue(notes));
            }

            return !isWritten || result.Set is null || (parsed.GetValue(strict) && report.Count(ProblemSeverity.Warning) > 0) ? 1 : 0;
        });
        return command;
    }

    private static bool TryWrite(FileInfo file, string log, TextWriter error)
    {
        try
        {
            File.WriteAllText(file.FullName, log);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"the SARIF log cannot be written: {e.Message}");
            return false;
        }
    }
}
