using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecurityDecisioning.Cli.Governing;
using SecurityDecisioning.Console.Cases;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd case list, show, open, verdict, snooze, snoozes, end-snooze</c>: what people are to look at and what they found, at a running
/// gateway. Exit code 1 where something is refused.
/// </summary>
internal static class CaseCommand
{
    private const int MostRows = 200;

    public static Command Create() => new("case", "List cases of a running gateway, close them with a verdict, set and undo snoozes.")
    {
        List(), Show(), Open(), Verdict(), Snooze(), Snoozes(), EndSnooze(),
    };

    private static Command List()
    {
        var closed = new Option<bool>("--closed") { Description = "Closed cases instead of open ones." };
        var (before, limit) = Page();
        return Ask("list", "List open cases, newest first.", [], [closed, before, limit], async (gateway, parsed, output, cancel) =>
        {
            var found = await gateway.ListAsync(parsed.GetValue(closed), parsed.GetValue(before), parsed.GetValue(limit), cancel);
            output.Write(found, CaseJson.Default.CaseDocumentArray, item =>
            [
                $"{item.Id}  {At(item.Opened)}  {item.Verdict ?? "open",-11}  {item.Origin,-7}  {item.Entity ?? "-"}  "
                    + $"{item.Policy ?? "-"}  {item.Why}",
            ]);
            return 0;
        });
    }

    private static Command Show()
    {
        var id = Id("case");
        return Ask("show", "Show one case and the snoozes that came of it.", [id], [], async (gateway, parsed, output, cancel) =>
        {
            var item = await gateway.ShowAsync(parsed.GetValue(id)!, cancel);
            output.Write([item], CaseJson.Default.CaseDocumentArray, Lines);
            return 0;
        });
    }

    private static Command Open()
    {
        var entity = new Argument<string?>("ENTITY")
        {
            Description = "An address, a network, or kind:id. [default: about a policy only]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var policy = new Option<string?>("--policy") { Description = "The policy whose doing is looked at." };
        var decision = new Option<string?>("--decision") { Description = "The decision that is looked at." };
        return Take("open", "Open a case for people to look at.", [entity], [policy, decision], (gateway, parsed, why, cancel) =>
            gateway.OpenAsync(
                new CaseStepRequest
                {
                    Entity = parsed.GetValue(entity),
                    Policy = parsed.GetValue(policy),
                    Decision = parsed.GetValue(decision),
                    Why = why,
                },
                cancel));
    }

    private static Command Verdict()
    {
        var id = Id("case");
        var verdict = new Argument<string>("VERDICT")
        {
            Description = "compromised (an attack), safe (a false alarm) or dismissed (harmless; not learned from).",
        };
        verdict.AcceptOnlyFromAmong("compromised", "safe", "dismissed");
        return Take("verdict", "Close a case with what was found. Final.", [id, verdict], [], (gateway, parsed, why, cancel) =>
            gateway.CloseAsync(parsed.GetValue(id)!, new CaseStepRequest { Verdict = parsed.GetValue(verdict), Why = why }, cancel));
    }

    private static Command Snooze()
    {
        var id = Id("case");
        var policy = new Option<string?>("--policy") { Description = "The policy that is to leave it alone. [default: the case's]" };
        var days = new Option<int>("--days") { Description = "For how long, 1 to 180.", Required = true };
        return Take(
            "snooze", "Let a policy leave the entity of a harmless case alone.", [id], [policy, days], (gateway, parsed, why, cancel) =>
                gateway.SnoozeAsync(
                    parsed.GetValue(id)!,
                    new CaseStepRequest { Policy = parsed.GetValue(policy), Days = parsed.GetValue(days), Why = why },
                    cancel));
    }

    private static Command Snoozes()
    {
        var (before, limit) = Page();
        return Ask("snoozes", "List who is left alone by which policy.", [], [before, limit], async (gateway, parsed, output, cancel) =>
        {
            var found = await gateway.SnoozesAsync(parsed.GetValue(before), parsed.GetValue(limit), cancel);
            output.Write(found, CaseJson.Default.SnoozeDocumentArray, item => [Line(item)]);
            return 0;
        });
    }

    private static Command EndSnooze()
    {
        var id = Id("snooze");
        return Take("end-snooze", "Undo a snooze: the policy judges again.", [id], [], (gateway, parsed, why, cancel) =>
            gateway.EndAsync(parsed.GetValue(id)!, new CaseStepRequest { Why = why }, cancel));
    }

    private static IEnumerable<string> Lines(CaseDocument item)
    {
        string?[] lines =
        [
            $"case      {item.Id}", $"opened    {At(item.Opened)} by {item.OpenedBy} ({item.Origin})", $"why       {item.Why}",
            item.Entity is null ? null : $"about     {item.Entity}",
            item.Policy is null ? null : $"policy    {item.Policy}",
            item.Decision is null ? null : $"decision  {item.Decision}",
            item.Restriction is null ? null : $"restricts {item.Restriction}",
            item.Closed is not { } closed ? "verdict   open" : $"verdict   {item.Verdict} by {item.ClosedBy}, {At(closed)}: {item.Found}",
            .. item.Snoozes.Select(s => "snooze    " + Line(s)),
        ];
        return lines.OfType<string>();
    }

    private static string Line(SnoozeDocument item) =>
        $"{item.Id}  {item.Entity}  {item.Policy}  until {At(item.Until)}{(item.Ended is { } ended ? $", undone {At(ended)}" : "")}  "
            + $"by {item.By}  {item.Why}";

    private static string At(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";

    private static Argument<string> Id(string what) => new("ID") { Description = $"The {what}, as lists name it." };

    private static (Option<string?> Before, Option<int> Limit) Page() =>
    (
        new Option<string?>("--before") { Description = "Only older ones than this: the last one of the page before." },
        new Option<int>("--limit") { Description = $"At most so many, up to {MostRows}.", DefaultValueFactory = _ => 50 });

    private static Command Take(
        string name,
        string description,
        Argument[] arguments,
        Option[] options,
        Func<GatewayCases, ParseResult, string, CancellationToken, Task<CaseAnswerDocument>> take)
    {
        var why = new Option<string>("--why", "-m") { Description = "Why. It goes into the log with your name.", Required = true };
        return Ask(name, description, arguments, [.. options, why], async (gateway, parsed, output, cancel) =>
            output.Report(await take(gateway, parsed, parsed.GetValue(why)!, cancel)));
    }

    private static Command Ask(
        string name,
        string description,
        Argument[] arguments,
        Option[] options,
        Func<GatewayCases, ParseResult, CaseOutput, CancellationToken, Task<int>> ask)
    {
        var json = PolicyCommand.Json();
        return GatewayCommand.Create(name, description, arguments, [.. options, json], async (access, parsed, cancel) =>
        {
            using var gateway = new GatewayCases(access);
            return await ask(gateway, parsed, new CaseOutput(parsed.InvocationConfiguration, parsed.GetValue(json)), cancel);
        });
    }

    /// <summary>For people a line each, for programs one JSON document.</summary>
    private sealed record CaseOutput(InvocationConfiguration To, bool AsJson)
    {
        public void Write<T>(T[] items, JsonTypeInfo<T[]> type, Func<T, IEnumerable<string>> lines)
        {
            if (AsJson)
            {
                To.Output.WriteLine(JsonSerializer.Serialize(items, type));
                return;
            }

            foreach (var line in items.SelectMany(lines))
            {
                // What people typed goes to a terminal: no line of its own, and no control characters.
                To.Output.WriteLine(string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c)));
            }
        }

        public int Report(CaseAnswerDocument answer)
        {
            if (AsJson)
            {
                To.Output.WriteLine(JsonSerializer.Serialize(answer, CaseJson.Default.CaseAnswerDocument));
            }
            else if (answer.Done)
            {
                To.Output.WriteLine($"done: {answer.Id}");
            }
            else
            {
                To.Error.WriteLine(answer.Refusal);
            }

            return answer.Done ? 0 : 1;
        }
    }
}
