using System.CommandLine;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd policy</c>: what can be done with policies before they are live.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Check and test policies before they are live.")
    {
        PolicyLintCommand.Create(),
        PolicyTestCommand.Create(),
        PolicySchemaCommand.Create(),
    };

    /// <summary>The folder that a subcommand works on.</summary>
    public static Argument<string> Folder() => new("DIR")
    {
        Description = "The folder of policies.",
        DefaultValueFactory = _ => "policies",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs." };
}
