using System.CommandLine;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>Every command of <c>sd</c>, in the order of the help page.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All() =>
    [
        DecisionCommand.Create(),
        LogCommand.Create(),
        PolicyCommand.Create(),
        TrainCommand.Create(),
    ];
}
