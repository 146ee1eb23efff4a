using System.CommandLine;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd policy</c>: what can be done with policies, before and while they are live.</summary>
internal static class PolicyCommand
{
    public static Command Create()
    {
        var command = new Command("policy", "Check and test policies before they are live; let versions live, and take them back.")
        {
            PolicyLintCommand.Create(),
            PolicyTestCommand.Create(),
            PolicySchemaCommand.Create(),
        };
        foreach (var more in PolicyVersionCommands.Create().Concat(PolicyStepCommands.Create()))
        {
            command.Subcommands.Add(more);
        }

        return command;
    }

    /// <summary>The folder that a subcommand works on.</summary>
    public static Argument<string> Folder() => new("DIR")
    {
        Description = "The folder of policies.",
        DefaultValueFactory = _ => "policies",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs." };
}
