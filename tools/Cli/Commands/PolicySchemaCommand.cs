using System.CommandLine;
using SecurityDecisioning.Policies.Documents.Schema;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd policy schema</c>: the JSON Schema of policy documents, for editors.</summary>
internal static class PolicySchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of policies, for editors.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(PolicySchema.Text));
        return command;
    }
}
