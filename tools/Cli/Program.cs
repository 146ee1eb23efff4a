using System.CommandLine;
using SecurityDecisioning.Cli.Commands;

var root = new RootCommand("sd: run, replay, simulate, train and inspect adaptive security decisioning.");
foreach (var command in CommandList.All())
{
    root.Subcommands.Add(command);
}

return await root.Parse(args).InvokeAsync();
