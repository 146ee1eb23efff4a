using System.CommandLine;
using System.Text;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd decision show ID</c>: one recorded decision in full.</summary>
internal static class DecisionShowCommand
{
    public static Command Create()
    {
        var id = DecisionCommand.Id();
        var data = DecisionCommand.Data();
        var json = DecisionCommand.Json();
        var command = new Command("show", "Show a recorded decision in full.") { id, data, json };
        command.SetAction((parsed, cancellation) => DecisionCommand.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var folder = DecisionCommand.Folder(parsed.GetValue(data), "data");
            var decision = await RecordedDecision.FindAsync(folder, parsed.GetValue(id)!, cancellation);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Encoding.UTF8.GetString(DecisionJson.Write(decision)));
            }
            else
            {
                DecisionText.Write(decision, output);
            }

            return 0;
        }));
        return command;
    }
}
