using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Cli.Governing;
using SecurityDecisioning.Console.Policies;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>
/// <c>sd policy approve, reject, stage, promote, withdraw, rollback, release, mode</c>: one step of the lifecycle each, at a running
/// gateway. Exit code 1 where it is refused.
/// </summary>
internal static class PolicyStepCommands
{
    public static IEnumerable<Command> Create()
    {
        yield return OfVersion("approve", "Approve a version that somebody else proposed.");
        yield return OfVersion("reject", "Reject a version.");
        yield return Stage();
        yield return OfVersion("promote", "Make the version that is rolled out the live one.");
        yield return Plain("withdraw", "End a rollout: the live version decides everything again.");
        yield return RollBack();
        yield return Plain("release", "Let the watched folder count again after a rollback.");
        yield return Mode();
    }

    private static Command OfVersion(string name, string description)
    {
        var version = Version();
        return Create(name, description, [version], [], parsed => new PolicyStepRequest { Version = parsed.GetValue(version) });
    }

    private static Command Plain(string name, string description) => Create(name, description, [], [], _ => new PolicyStepRequest());

    private static Command Stage()
    {
        var version = Version();
        var share = new Argument<string>("STAGE") { Description = "shadow, 1 or 10 (percent of accounts)." };
        share.AcceptOnlyFromAmong("shadow", "1", "10");
        return Create("stage", "Let an approved version decide a share, or rehearse it in shadow.", [version, share], [], parsed =>
            new PolicyStepRequest
            {
                Version = parsed.GetValue(version),
                SharePercent = parsed.GetValue(share) switch { "1" => 1, "10" => 10, _ => 0 },
            });
    }

    private static Command RollBack()
    {
        var version = new Argument<string?>("VERSION")
        {
            Description = "The version to go back to. [default: ends a rollout, else the version before]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return Create("rollback", "Go back to an earlier version, at once.", [version], [], parsed =>
            new PolicyStepRequest { Version = parsed.GetValue(version) });
    }

    private static Command Mode()
    {
        var policy = new Argument<string>("POLICY") { Description = "The policy's name." };
        var mode = new Argument<string>("MODE") { Description = "off, shadow, or document for the document's own." };
        mode.AcceptOnlyFromAmong("off", "shadow", "document");
        return Create("mode", "Make one policy weaker than its document, or again as it says.", [policy, mode], [], parsed =>
            new PolicyStepRequest { Policy = parsed.GetValue(policy), Mode = parsed.GetValue(mode) });
    }

    private static Argument<string> Version() => new("VERSION") { Description = "The version, or its first six digits or more." };

    private static Command Create(
        string name, string description, Argument[] arguments, Option[] options, Func<ParseResult, PolicyStepRequest> step)
    {
        var why = new Option<string>("--why", "-m") { Description = "Why. It goes into the log with your name.", Required = true };
        var json = PolicyCommand.Json();
        return GatewayCommand.Create(name, description, arguments, [why, json, .. options], async (access, parsed, cancel) =>
        {
            using var gateway = new GatewayPolicies(access);
            var answer = await gateway.TakeAsync(step(parsed) with { Step = name, Why = parsed.GetValue(why)! }, cancel);
            return Report(answer, parsed.GetValue(json), parsed.InvocationConfiguration);
        });
    }

    public static int Report(PolicyAnswerDocument answer, bool asJson, InvocationConfiguration to)
    {
        if (asJson)
        {
            to.Output.WriteLine(JsonSerializer.Serialize(answer, PolicyJsonContext));
            return answer.Done ? 0 : 1;
        }

        foreach (var problem in answer.Problems)
        {
            to.Error.WriteLine(problem);
        }

        if (answer.Done)
        {
            to.Output.WriteLine($"done: {(answer.Version is { Length: > 0 } version ? version : "recorded")}");
            return 0;
        }

        to.Error.WriteLine(answer.Refusal ?? "refused");
        return 1;
    }

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo<PolicyAnswerDocument> PolicyJsonContext =>
        SecurityDecisioning.Console.Policies.PolicyJson.Default.PolicyAnswerDocument;
}
