using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace SecurityDecisioning.DemoShop;

/// <summary>How the shop runs.</summary>
public sealed record ShopOptions
{
    private const string Usage = "Usage: DemoShop [--address 127.0.0.1] [--port 8082] [--data ./data/shop] [--end-with-stdin]";

    /// <summary>
    /// Address the shop listens on. Default 127.0.0.1: nothing but the gateway should reach it. In a container of its own it
    /// listens on the container's network.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Default 8082; 0 takes any free one.</summary>
    public int Port { get; init; } = 8082;

    /// <summary>Folder of the database. Default <c>./data/shop</c>; made where it is missing.</summary>
    public string Data { get; init; } = Path.Combine("data", "shop");

    /// <summary>
    /// PBKDF2 rounds of new passwords. Default 10,000: far below what a real shop must use (OWASP asks for 600,000), so that a
    /// demonstration under attack spends its time on the attack.
    /// </summary>
    public int PasswordRounds { get; init; } = 10_000;

    /// <summary>
    /// Whether the shop stops when its standard input ends: whoever starts it with a pipe leaves no orphan, whatever happens.
    /// </summary>
    public bool EndWithInput { get; init; }

    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out ShopOptions? options, [NotNullWhen(false)] out string? problem)
    {
        options = null;
        problem = null;
        var parsed = new ShopOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] == "--end-with-stdin")
            {
                parsed = parsed with { EndWithInput = true };
                i--;
                continue;
            }

            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535:
                    parsed = parsed with { Port = port };
                    break;
                case "--port":
                    problem = $"--port takes a number from 0 to 65535, not `{value}`. {Usage}";
                    return false;
                case "--address" when IPAddress.TryParse(value, out var address):
                    parsed = parsed with { Address = address };
                    break;
                case "--address":
                    problem = $"--address takes an IP address, not `{value}`. {Usage}";
                    return false;
                case "--data" when value.Length > 0:
                    parsed = parsed with { Data = value };
                    break;
                default:
                    problem = $"`{args[i]}` is not understood. {Usage}";
                    return false;
            }
        }

        options = parsed;
        return true;
    }
}
