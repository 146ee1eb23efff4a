using System.CommandLine;
using SecurityDecisioning.Cli.Commands;

var root = new RootCommand("sd: run, replay, simulate, train and inspect adaptive security decisioning.");
foreach (var command in CommandList.All())
{
    root.Subcommands.Add(command);
}

// Ctrl-C lets a command stop by itself: the gateway drains its log first.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
