using System.CommandLine;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd cel</c>: the language of conditions by itself.</summary>
internal static class CelCommand
{
    public static Command Create() => new("cel", "Try the language of conditions, or run its published cases.")
    {
        CelEvalCommand.Create(),
        CelConformanceCommand.Create(),
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs." };
}
