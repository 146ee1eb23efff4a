using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Cli.PolicyTesting;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd policy test [DIR]</c>: runs the tests that the documents carry. Exit code 1 where one fails or a document is wrong.
/// </summary>
internal static class PolicyTestCommand
{
    public static Command Create()
    {
        var folder = PolicyCommand.Folder();
        var json = PolicyCommand.Json();
        var junit = new Option<string?>("--junit") { Description = "Write JUnit XML for a build server to this file too." };
        var command = new Command("test", "Run the tests within policies; exit code 1 where one fails.") { folder, json, junit };
        command.SetAction(parsed => Run(
            parsed.GetValue(folder)!,
            parsed.GetValue(json),
            parsed.GetValue(junit),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string folder, bool asJson, string? junit, TextWriter output, TextWriter error)
    {
        var run = PolicyTests.Run(folder);
        if (junit is not null && !TryWrite(run, junit, error))
        {
            return 1;
        }

        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    passed = run.Passed, failed = run.Failed, elapsedMs = run.ElapsedMs, results = run.Results, problems = run.Problems,
                },
                PolicyJson.Options));
        }
        else
        {
            WriteText(run, output, error);
        }

        return run.Failed > 0 || run.Problems.Count > 0 ? 1 : 0;
    }

    private static void WriteText(PolicyTestRun run, TextWriter output, TextWriter error)
    {
        foreach (var problem in run.Problems)
        {
            error.WriteLine(problem);
        }

        foreach (var failed in run.Results.Where(r => !r.Passed))
        {
            error.WriteLine(
                $"{failed.File}:{failed.Line}: {failed.Policy}: {failed.Test}: expected {failed.Expected}, got {failed.Actual}");
            foreach (var why in failed.Why)
            {
                error.WriteLine($"    {why}");
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Passed} passed, {run.Failed} failed, {run.Problems.Count} problem(s). {run.ElapsedMs:0.0} ms."));
    }

    private static bool TryWrite(PolicyTestRun run, string path, TextWriter error)
    {
        try
        {
            JUnitReport.Write(run, path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"the JUnit report cannot be written: {e.Message}");
            return false;
        }
    }
}
