using System.CommandLine;
using SecurityDecisioning.Cli.Inspecting;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd decision</c>: what was decided, and whether it would be decided so again.</summary>
internal static class DecisionCommand
{
    public static Command Create() => new("decision", "Show a recorded decision, or make it again from its record.")
    {
        DecisionShowCommand.Create(),
        DecisionRemakeCommand.Create(),
    };

    public static Argument<string> Id() => new("ID") { Description = "The decision, as the X-Decision-Id header names it." };

    public static Option<string?> Data() => new("--data") { Description = "The gateway's data folder. [default: data beside ./run]" };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON for programs." };

    public static string Folder(string? given, params ReadOnlySpan<string> shipped) =>
        string.IsNullOrEmpty(given) ? Path.Combine([ProductHome.Find(), .. shipped]) : Path.GetFullPath(given);

    /// <summary>Runs <paramref name="inspect"/>; what cannot be shown is one line and exit code 1.</summary>
    public static async Task<int> GuardAsync(TextWriter error, Func<Task<int>> inspect)
    {
        try
        {
            return await inspect();
        }
        catch (InspectionException e)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
