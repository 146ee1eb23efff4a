using System.Text.Json;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Cli.Running;

/// <summary>What a newcomer reads first.</summary>
internal static class Welcome
{
    public static async Task PrintAsync(GatewayHost host, Uri? shop, GatewaySettings settings, bool json)
    {
        if (json)
        {
            await System.Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
            {
                gateway = Text(host.GatewayAddress),
                console = Text(host.ConsoleAddress),
                shop = shop is null ? null : Text(shop),
                upstream = Text(settings.Upstream ?? shop!),
                user = host.FirstUser,
                first_password = host.FirstPassword,
                data = settings.DataFolder,
            }));
            return;
        }

        var gateway = Text(host.GatewayAddress);
        var lines = new List<string>
        {
            "",
            $"  Gateway   {gateway}   the protected app",
            $"  Console   {Text(host.ConsoleAddress)}   what it decides, and why",
            shop is null ? $"  Upstream  {Text(settings.Upstream!)}" : $"  Shop      {Text(shop)}   the same app, unprotected",
            "",
            host.FirstPassword is { } password
                ? $"  Console sign-in: user {host.FirstUser}, password: {password}   (shown this once)"
                : $"  Console sign-in: user {host.FirstUser}, the password you have",
            $"  State: {settings.DataFolder}",
            "",
            "  Try an attack and watch the console:",
            "    for i in $(seq 40); do curl -s -o /dev/null -w '%{http_code} ' \\",
            $"      -d \"username=user$i&password=hunter2\" {gateway}/login; done; echo",
        };
        if (shop is not null)
        {
            lines.Add("  Or a whole morning of shoppers and attackers:");
            lines.Add($"    ./sd simulate --gateway {gateway}");
        }

        lines.Add("");
        lines.Add("  Ctrl-C stops everything.");
        foreach (var line in lines)
        {
            await System.Console.Out.WriteLineAsync(line);
        }
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
