using System.CommandLine;
using SecurityDecisioning.Cli.Running;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd run</c>: the whole product, as <c>./run</c> starts it.</summary>
internal static class RunCommand
{
    private const int DefaultShopPort = 8082;

    public static Command Create()
    {
        var gateway = new GatewayCommandLine();
        var shopPort = new Option<int>("--shop-port")
        {
            Description = "Port of the demo shop; it is not started with --upstream.", DefaultValueFactory = _ => DefaultShopPort,
        };
        var json = new Option<bool>("--json") { Description = "Print addresses and first password as one JSON line." };
        var command = new Command("run", "Start the demo shop, the gateway in front of it, and the console. Ctrl-C stops them all.");
        gateway.AddTo(command);
        command.Options.Add(shopPort);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var product = new Product(gateway.Read(parsed), parsed.GetValue(shopPort), parsed.GetValue(json));
                return await product.RunAsync(cancellation);
            }
            catch (StartupException e)
            {
                await System.Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return command;
    }
}
