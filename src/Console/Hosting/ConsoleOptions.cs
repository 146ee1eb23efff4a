using System.Net;

namespace SecurityDecisioning.Console.Hosting;

/// <summary>Where the console listens and keeps its own state.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Address to listen on. Default 127.0.0.1: put a TLS proxy in front before anyone else may reach it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port to listen on, 0–65535; 0 takes a free one. Default 8081.</summary>
    public int Port { get; init; } = 8081;

    /// <summary>Folder of the console's users and cookie keys. Required; made with access for its owner only.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// Host names that requests may carry; others get 400, so that no foreign name can be rebound to this address.
    /// Default: localhost and the loopback addresses.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>How long an unused sign-in lasts. Default 8 hours.</summary>
    public TimeSpan SignInLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>What is wrong with these options, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Port is < 0 or > 65535)
        {
            yield return $"console port {Port} is not between 0 and 65535";
        }

        if (string.IsNullOrWhiteSpace(DataFolder))
        {
            yield return "the console needs a data folder";
        }

        if (AllowedHosts.Count == 0)
        {
            yield return "the console needs at least one allowed host name";
        }

        if (SignInLifetime < TimeSpan.FromMinutes(1) || SignInLifetime > TimeSpan.FromDays(7))
        {
            yield return $"the console's sign-in lifetime {SignInLifetime} is not between 1 minute and 7 days";
        }
    }
}
