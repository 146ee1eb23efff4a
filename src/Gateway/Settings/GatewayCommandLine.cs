using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace SecurityDecisioning.Gateway.Settings;

/// <summary>The options of the gateway's command line, shared by the executable and <c>sd run</c>.</summary>
public sealed class GatewayCommandLine
{
    private readonly string _home = Startup.ProductHome.Find();

    private readonly Option<int> _gatewayPort = Port("--gateway-port", GatewaySettings.DefaultGatewayPort, "Port of the gateway.");

    private readonly Option<int> _consolePort =
        Port("--console-port", GatewaySettings.DefaultConsolePort, "Port of the analyst console.");

    private readonly Option<int> _http2Port = Port("--http2-port", 0, "Extra port for HTTP/2 without TLS (prior knowledge); 0 for none.");

    private readonly Option<string> _address = new("--address")
    {
        Description = "Address the gateway listens on.", DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<string> _consoleAddress = new("--console-address")
    {
        Description = "Address the console listens on; clear text, so keep it off networks.", DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<Uri?> _upstream = new("--upstream")
    {
        Description = "The app to protect, for example http://127.0.0.1:3000.", CustomParser = ParseUpstream,
    };

    private readonly Option<string?> _data = new("--data") { Description = "Folder for all state. [default: data beside ./run]" };

    private readonly Option<string?> _keys = new("--keys")
    {
        Description = "Folder of the keys that several gateways share. [default: made in the data folder]",
    };

    private readonly Option<string?> _policies = new("--policies") { Description = "Folder of policies. [default: the shipped pack]" };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Folder of the model, or `none`. [default: the shipped model]",
    };

    private readonly Option<string?> _configuration = new("--config") { Description = "Routes, clusters and settings (JSON)." };

    private readonly Option<string[]> _trustedProxies = new("--trusted-proxy")
    {
        Description = "Peer whose X-Forwarded-For is believed: address or CIDR block. Repeatable.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<TimeSpan> _snapshots = new("--snapshot-interval")
    {
        Description = "Time between snapshots of state, 00:00:10 to 1.00:00:00, or 0 for none.",
        DefaultValueFactory = _ => TimeSpan.FromMinutes(5),
    };

    private readonly Option<string?> _join = new("--join")
    {
        Description = "A peer's snapshot, or its folder, to begin with at the first start of one of several gateways.",
    };

    private readonly Option<int> _parity = new("--parity-rate")
    {
        Description = "Check one in so many decisions against the log; 0 for none.", DefaultValueFactory = _ => 1_000,
    };

    private readonly Option<string?> _countries = new("--countries") { Description = "CSV of `cidr,country`." };

    private readonly Option<string?> _certificate = new("--tls-cert")
    {
        Description = "PEM certificate chain; with it the gateway speaks TLS.",
    };

    private readonly Option<string?> _key = new("--tls-key") { Description = "PEM private key of the certificate." };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _upstream, _gatewayPort, _consolePort, _data, _keys, _policies, _model, _configuration, _trustedProxies, _countries,
            _address, _consoleAddress, _http2Port, _certificate, _key, _snapshots, _parity, _join,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(CheckTogether);
    }

    public GatewaySettings Read(ParseResult result)
    {
        var model = result.GetValue(_model);
        return new GatewaySettings
        {
            Address = IPAddress.Parse(result.GetValue(_address)!),
            ConsoleAddress = IPAddress.Parse(result.GetValue(_consoleAddress)!),
            GatewayPort = result.GetValue(_gatewayPort),
            ConsolePort = result.GetValue(_consolePort),
            Http2Port = result.GetValue(_http2Port),
            Upstream = result.GetValue(_upstream),
            DataFolder = Full(result.GetValue(_data)) ?? Path.Combine(_home, "data"),
            PolicyFolder = Full(result.GetValue(_policies)) ?? Path.Combine(_home, "policies"),
            SharedKeyFolder = Full(result.GetValue(_keys)),
            ModelFolder = model == "none" ? null : Full(model) ?? Path.Combine(_home, "models", "shipped"),
            ConfigurationFile = Full(result.GetValue(_configuration)),
            TrustedProxies = result.GetValue(_trustedProxies)!,
            CountryFile = Full(result.GetValue(_countries)),
            TlsCertificate = Full(result.GetValue(_certificate)),
            TlsKey = Full(result.GetValue(_key)),
            SnapshotInterval = result.GetValue(_snapshots),
            JoinFrom = Full(result.GetValue(_join)),
            ParityRate = result.GetValue(_parity),
        };
    }

    private static string? Full(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);

    private static Option<int> Port(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError($"{name} must be a port, 0 to 65535");
            }
        });
        return option;
    }

    private static Uri? ParseUpstream(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        result.AddError("--upstream must be an absolute address such as http://127.0.0.1:3000");
        return null;
    }

    private void CheckTogether(CommandResult result)
    {
        foreach (var option in new[] { _address, _consoleAddress })
        {
            if (result.GetValue(option) is { } address && !IPAddress.TryParse(address, out _))
            {
                result.AddError($"{option.Name} must be an IP address such as 127.0.0.1 or 0.0.0.0");
            }
        }

        if (result.GetValue(_snapshots) is var interval && interval != TimeSpan.Zero
            && (interval < TimeSpan.FromSeconds(10) || interval > TimeSpan.FromDays(1)))
        {
            result.AddError("--snapshot-interval must be 00:00:10 to 1.00:00:00, or 0 for none");
        }

        if (result.GetValue(_parity) < 0)
        {
            result.AddError("--parity-rate must be 0 or more");
        }

        if (result.GetValue(_certificate) is null != result.GetValue(_key) is null)
        {
            result.AddError("--tls-cert and --tls-key belong together");
        }
    }
}
