using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>Starts the gateway, says where it is, and stops it when asked to.</summary>
public static class GatewayRun
{
    /// <returns>0 after a clean stop, 1 where it could not start; the reason is on <paramref name="error"/>.</returns>
    public static async Task<int> RunAsync(
        GatewaySettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await GatewayHost.StartAsync(settings, cancellationToken: cancellationToken);
            await output.WriteLineAsync($"Gateway  {host.GatewayAddress}");
            await output.WriteLineAsync($"Console  {host.ConsoleAddress}");
            if (host.FirstPassword is { } password)
            {
                await output.WriteLineAsync($"Console user: {host.FirstUser}, password: {password} (shown once; change it in the console)");
            }

            await host.UntilStoppedAsync(cancellationToken);
            return 0;
        }
        catch (StartupException e)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
