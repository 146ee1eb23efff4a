using System.CommandLine;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>Every command of <c>sd</c>, in the order of the help page.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> All() =>
    [
        RunCommand.Create(),
        SimulateCommand.Create(),
        ReplayCommand.Create(),
        DecisionCommand.Create(),
        LogCommand.Create(),
        StateCommand.Create(),
        FeaturesCommand.Create(),
        PolicyCommand.Create(),
        CaseCommand.Create(),
        UserCommand.Create(),
        CelCommand.Create(),
        BacktestCommand.Create(),
        TrainCommand.Create(),
    ];
}
