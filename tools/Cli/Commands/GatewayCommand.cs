using System.CommandLine;
using SecurityDecisioning.Cli.Governing;

namespace SecurityDecisioning.Cli.Commands;

/// <summary>Commands that ask a running gateway: each takes the options that say which, and who asks.</summary>
internal static class GatewayCommand
{
    /// <param name="name">The command's word.</param>
    /// <param name="description">One sentence for its help.</param>
    /// <param name="arguments">In their order.</param>
    /// <param name="options">In the order of the help.</param>
    /// <param name="ask">Asks and writes what was answered; returns the exit code.</param>
    public static Command Create(
        string name,
        string description,
        IEnumerable<Argument> arguments,
        IEnumerable<Option> options,
        Func<Access, ParseResult, CancellationToken, Task<int>> ask)
    {
        var access = new AccessOptions();
        var command = new Command(name, description);
        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        access.AddTo(command);
        command.SetAction((parsed, cancel) => DecisionCommand.GuardAsync(
            parsed.InvocationConfiguration.Error, () => ask(access.Read(parsed), parsed, cancel)));
        return command;
    }
}
