using System.CommandLine;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;

var root = new RootCommand("The gateway: a reverse proxy that decides, and the analyst console beside it.");
var commandLine = new GatewayCommandLine();
commandLine.AddTo(root);
root.Subcommands.Add(HealthCommand.Create());
root.SetAction((parsed, cancellation) => GatewayRun.RunAsync(commandLine.Read(parsed), Console.Out, Console.Error, cancellation));
return await root.Parse(args).InvokeAsync();
