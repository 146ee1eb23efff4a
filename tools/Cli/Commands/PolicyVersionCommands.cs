using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Cli.Governing;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using Documents = SecurityDecisioning.Console.Policies.PolicyJson;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd policy versions, history, diff, propose</c>: what a running gateway has, and handing it something new.</summary>
internal static class PolicyVersionCommands
{
    public static IEnumerable<Command> Create() => [Versions(), History(), Diff(), Propose()];

    private static Command Versions()
    {
        var json = PolicyCommand.Json();
        return Ask("versions", "List the versions of a running gateway.", [], [json], async (gateway, parsed, cancel) =>
        {
            var state = await gateway.StateAsync(cancel);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(state, Documents.Default.PolicyStateDocument));
                return 0;
            }

            await output.WriteLineAsync($"live {state.Live[..12]}, set {state.LiveSet}{(state.Pinned ? ", kept by a rollback" : "")}");
            foreach (var (policy, mode) in state.Modes)
            {
                await output.WriteLineAsync($"mode {policy}: {mode}");
            }

            foreach (var version in state.Versions)
            {
                await output.WriteLineAsync(
                    $"{version.Version[..12]}  {version.Standing,-20}  {version.Checks,-22}  by {string.Join(", ", version.Proposers)}"
                        + $"{(version.JudgedBy.Length > 0 ? $", judged by {version.JudgedBy}" : "")}  {version.Why}");
            }

            return 0;
        });
    }

    private static Command History()
    {
        var json = PolicyCommand.Json();
        return Ask("history", "Show every step: who, when, what, why, from and to.", [], [json], async (gateway, parsed, cancel) =>
        {
            var steps = await gateway.HistoryAsync(cancel);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(steps, Documents.Default.PolicyStepDocumentArray));
                return 0;
            }

            foreach (var step in steps)
            {
                var (from, to) = (step.From.Length > 0 ? step.From[..12] : "-", step.To.Length > 0 ? step.To[..12] : "-");
                var time = step.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                var aside = step.Counts ? "" : "  (did not count)";
                await output.WriteLineAsync(
                    $"{time}Z  {step.What,-24}  {step.By} ({step.Via})  {from} -> {to}  {step.Why}{aside}");
            }

            return 0;
        });
    }

    private static Command Diff()
    {
        var one = new Argument<string>("FROM") { Description = "A version, its first six digits or more, a folder, or live." };
        var other = new Argument<string>("TO") { Description = "The same, for what it became." };
        return Ask("diff", "Show how two versions differ.", [one, other], [], async (gateway, parsed, cancel) =>
        {
            var from = await FindAsync(gateway, parsed.GetValue(one)!, cancel);
            var to = await FindAsync(gateway, parsed.GetValue(other)!, cancel);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var document in VersionDiff.Of(from, to))
            {
                await output.WriteLineAsync($"--- {document.Name}\n+++ {document.Name}");
                foreach (var hunk in document.Hunks)
                {
                    await output.WriteLineAsync(
                        $"@@ -{hunk.Where(l => l.Old > 0).Select(l => l.Old).FirstOrDefault()},{hunk.Count(l => l.Old > 0)} "
                            + $"+{hunk.Where(l => l.New > 0).Select(l => l.New).FirstOrDefault()},{hunk.Count(l => l.New > 0)} @@");
                    foreach (var line in hunk)
                    {
                        await output.WriteLineAsync($"{line.Sign}{line.Text}");
                    }
                }
            }

            return from.Version == to.Version ? 0 : 1;
        });
    }

    private static Command Propose()
    {
        var folder = PolicyCommand.Folder();
        var why = new Option<string>("--why", "-m") { Description = "Why. It goes into the log with your name.", Required = true };
        var backtest = new Option<string?>("--expect")
        {
            Description = "What its backtest expects: share,low,high,decisions of decisions that act. The canary is held against it.",
        };
        var json = PolicyCommand.Json();
        return Ask("propose", "Hand a folder in as a version.", [folder], [why, backtest, json], async (gateway, parsed, cancel) =>
        {
            var content = FromFolder(parsed.GetValue(folder)!);
            var answer = await gateway.ProposeAsync(content, parsed.GetValue(why)!, Expectation(parsed.GetValue(backtest)), cancel);
            return PolicyStepCommands.Report(answer, parsed.GetValue(json), parsed.InvocationConfiguration);
        });
    }

    private static PolicyExpectation? Expectation(string? text) => text is null ? null
        : ExpectationInput.Read(text) ?? throw new InspectionException($"--expect takes {ExpectationInput.Form}");

    private static async Task<VersionContent> FindAsync(GatewayPolicies gateway, string name, CancellationToken cancel) =>
        Directory.Exists(name) ? FromFolder(name)
        : await gateway.ContentAsync(name == "live" ? (await gateway.StateAsync(cancel)).Live : name, cancel);

    private static VersionContent FromFolder(string folder) => VersionContent.OfFolder(folder, out var problems)
        ?? throw new InspectionException(string.Join('\n', problems));

    private static Command Ask(
        string name,
        string description,
        Argument[] arguments,
        Option[] options,
        Func<GatewayPolicies, ParseResult, CancellationToken, Task<int>> ask) =>
        GatewayCommand.Create(name, description, arguments, options, async (access, parsed, cancel) =>
        {
            using var gateway = new GatewayPolicies(access);
            return await ask(gateway, parsed, cancel);
        });
}
