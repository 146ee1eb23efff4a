using System.Net;

namespace SecurityDecisioning.Gateway.Settings;

/// <summary>What the gateway was started with. Relative paths have been made absolute.</summary>
public sealed record GatewaySettings
{
    public const int DefaultGatewayPort = 8080;
    public const int DefaultConsolePort = 8081;

    /// <summary>Address the gateway binds to. Default 127.0.0.1.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// Address the console binds to. Default 127.0.0.1, whatever the gateway's: it speaks clear text, and whoever opens the
    /// gateway to a network has not opened the console. A container sets it and publishes the port on the host's loopback only.
    /// </summary>
    public IPAddress ConsoleAddress { get; init; } = IPAddress.Loopback;

    public int GatewayPort { get; init; } = DefaultGatewayPort;

    public int ConsolePort { get; init; } = DefaultConsolePort;

    /// <summary>Clear-text HTTP/2 (prior knowledge) on a port of its own; 0 for none.</summary>
    public int Http2Port { get; init; }

    /// <summary>PEM certificate chain and key; both or neither. With them the gateway's port speaks TLS, HTTP/1.1 and HTTP/2.</summary>
    public string? TlsCertificate { get; init; }

    public string? TlsKey { get; init; }

    /// <summary>Moves every destination of the configured clusters here; null leaves them as configured.</summary>
    public Uri? Upstream { get; init; }

    /// <summary>Where all state lives.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// Folder with the key files that all gateways of a fleet have in common; nothing is written to it. Null makes keys of this
    /// gateway's own at its first start, in <c>keys</c> of the data folder.
    /// </summary>
    public string? SharedKeyFolder { get; init; }

    /// <summary>Folder of policy documents.</summary>
    public required string PolicyFolder { get; init; }

    /// <summary>Folder with <c>model.json</c> and <c>card.json</c>; null decides by triage rules only.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>Routes, clusters and the sections of each stage (JSON); null takes the shipped one.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Peers whose forwarded-address header is believed, as addresses or CIDR blocks.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// How often state is written to <c>snapshots</c> in the data folder, beside once at a clean stop. Default 5 minutes; 10
    /// seconds to 1 day, or zero for never, not even at the stop.
    /// </summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Snapshot of a peer, or a folder with some, that a gateway of a fleet begins with at its first start, instead of reading all
    /// that the cluster still has. Null reads the cluster. Read-only; it has to be sealed with the same keys.
    /// </summary>
    public string? JoinFrom { get; init; }

    /// <summary>
    /// One in so many decisions is worked out again from the log and compared, before each snapshot. Default 1,000; from 1; 0 for
    /// none.
    /// </summary>
    public int ParityRate { get; init; } = 1_000;

    /// <summary>CSV of <c>cidr,country</c>; null knows no countries.</summary>
    public string? CountryFile { get; init; }
}
