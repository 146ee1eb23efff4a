using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Gateway.Peers;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd state</c>: what running gateways know, and whether it is the same.</summary>
internal static class StateCommand
{
    public static Command Create() => new("state", "Ask running gateways on this machine what they know.") { Hash() };

    private static Command Hash()
    {
        var consoles = new Argument<string[]>("CONSOLE")
        {
            Description = "Address of a gateway's console. Several are compared. [default: http://127.0.0.1:8081]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = DecisionCommand.Json();
        var command = new Command("hash", "Show the hash of the features' state; exit code 1 where gateways differ.") { consoles, json };
        command.SetAction((parsed, cancellation) => DecisionCommand.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var asked = parsed.GetValue(consoles) is { Length: > 0 } named ? named : ["http://127.0.0.1:8081"];
            var hashes = new HashSet<string>();
            foreach (var console in asked)
            {
                var state = await GatewayState.AskAsync(console, cancellation);
                hashes.Add(state.Hash);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                    ? JsonSerializer.Serialize(state, StateJson.Default.StateDocument)
                    : $"{state.Hash}  {console}  {state.Applied} events, {state.Entities} entities, {state.Restrictions} restrictions, "
                        + $"{state.Unsent} unsent, {state.Unread} unread, {state.Evicted} forgotten");
            }

            return hashes.Count == 1 ? 0 : 1;
        }));
        return command;
    }
}
