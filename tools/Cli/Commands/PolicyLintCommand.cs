using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd policy lint [DIR]</c>: every problem with file, line, column and cure. Exit code 1 where there is one.</summary>
internal static class PolicyLintCommand
{
    public static Command Create()
    {
        var folder = PolicyCommand.Folder();
        var json = PolicyCommand.Json();
        var command = new Command("lint", "Check policies; exit code 1 where one is wrong.") { folder, json };
        command.SetAction(parsed => Run(
            parsed.GetValue(folder)!,
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string folder, bool asJson, TextWriter output, TextWriter error)
    {
        var result = PolicyLoader.Load(folder);
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    ok = result.Set is not null,
                    hash = result.Set?.Hash,
                    policies = result.Set?.Policies.Count ?? 0,
                    rules = result.Set?.Policies.Sum(p => p.Rules.Count) ?? 0,
                    problems = result.Problems,
                },
                PolicyJson.Options));
        }
        else if (result.Set is { } set)
        {
            var rules = set.Policies.Sum(p => p.Rules.Count);
            output.WriteLine($"{set.Policies.Count} policies with {rules} rules are right (set {set.Hash}).");
        }
        else
        {
            foreach (var problem in result.Problems)
            {
                error.WriteLine(problem);
            }

            error.WriteLine($"{result.Problems.Count} problem(s).");
        }

        return result.Set is null ? 1 : 0;
    }
}
