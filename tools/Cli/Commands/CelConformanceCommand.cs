using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Policies.Cel.Conformance;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd cel conformance DIR</c>: runs the published cases in every <c>*.json</c> of a folder. Exit code 1 where one fails; 2 where
/// there is nothing to run.
/// </summary>
internal static class CelConformanceCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder of files with cases of cel-spec, as JSON." };
        var json = CelCommand.Json();
        var quiet = new Option<bool>("--totals") { Description = "Leave out the cases that did not pass." };
        var command = new Command("conformance", "Run cel-spec's published cases; exit code 1 where one fails.") { folder, json, quiet };
        command.SetAction(parsed => Run(
            parsed.GetValue(folder)!,
            parsed.GetValue(json),
            parsed.GetValue(quiet),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string folder, bool asJson, bool isQuiet, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"There is no folder {folder}.");
            return 2;
        }

        var files = ConformanceRunner.RunFolder(folder);
        if (files.Count == 0)
        {
            error.WriteLine($"{folder} holds no *.json.");
            return 2;
        }

        if (asJson)
        {
            WriteJson(files, output);
        }
        else
        {
            WriteText(files, isQuiet, output);
        }

        return files.Any(f => f.Failed > 0) ? 1 : 0;
    }

    private static void WriteText(IReadOnlyList<ConformanceFile> files, bool isQuiet, TextWriter output)
    {
        var width = Math.Max("total".Length, files.Max(f => f.Name.Length));
        output.WriteLine($"{"file".PadRight(width)}  passed  failed  unsupported  cases");
        foreach (var file in files)
        {
            output.WriteLine(Line(file.Name, file.Passed, file.Failed, file.Unsupported));
        }

        output.WriteLine(Line("total", files.Sum(f => f.Passed), files.Sum(f => f.Failed), files.Sum(f => f.Unsupported)));
        foreach (var file in isQuiet ? [] : files)
        {
            foreach (var outcome in file.Outcomes.Where(o => o.Status != ConformanceStatus.Passed))
            {
                var what = outcome.Status == ConformanceStatus.Failed ? "FAILED" : "unsupported";
                output.WriteLine(
                    $"{what} {file.Name}/{outcome.Section}/{outcome.Name}: {OneLine(outcome.Expression)}: {OneLine(outcome.Reason)}");
            }
        }

        string Line(string name, int passed, int failed, int unsupported) => string.Create(
            CultureInfo.InvariantCulture,
            $"{name.PadRight(width)}  {passed,6}  {failed,6}  {unsupported,11}  {passed + failed + unsupported,5}");
    }

    private static void WriteJson(IReadOnlyList<ConformanceFile> files, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            passed = files.Sum(f => f.Passed),
            failed = files.Sum(f => f.Failed),
            unsupported = files.Sum(f => f.Unsupported),
            files = files.Select(f => new
            {
                f.Name,
                f.Passed,
                f.Failed,
                f.Unsupported,
                notPassed = f.Outcomes.Where(o => o.Status != ConformanceStatus.Passed)
                    .Select(o => new { o.Section, o.Name, o.Expression, status = o.Status.ToString().ToLowerInvariant(), o.Reason }),
            }),
        },
        PolicyJson.Options));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ').Replace('\f', ' ');
}
