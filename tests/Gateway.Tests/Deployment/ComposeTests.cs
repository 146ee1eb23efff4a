using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Tests.Deployment;

/// <summary>No container engine runs here, so what the compose file says is held against what the code takes.</summary>
internal sealed partial class ComposeTests
{
    private const string Prefix = "SD_";
    private static readonly ComposeFile File = new();

    [Test]
    public void There_are_two_gateways_a_shop_a_cluster_and_a_database() => Assert.Multiple(() =>
    {
        Assert.That(File.Gateways.Select(s => s.Name), Is.EquivalentTo(new[] { "gateway-1", "gateway-2" }));
        Assert.That(File.Services.Keys, Is.SupersetOf(new[] { "kafka", "postgres", "demoshop" }));
    });

    [Test]
    public void Every_command_of_a_gateway_is_one_that_the_gateway_takes() => Assert.Multiple(() =>
    {
        foreach (var gateway in File.Gateways)
        {
            var settings = Parse(gateway);
            Assert.That(settings.Address.ToString(), Is.EqualTo("0.0.0.0"), gateway.Name);
            Assert.That(settings.Upstream?.Host, Is.EqualTo("demoshop"), gateway.Name);
        }
    });

    [Test]
    public void Every_variable_binds_to_a_setting_and_its_secret_is_made_by_the_script()
    {
        using var secrets = new TempFolder();
        Run("bash", Repository.File("build", "compose-secrets.sh"), secrets.Path);
        Assert.Multiple(() =>
        {
            foreach (var gateway in File.Gateways)
            {
                var configuration = Configuration(gateway, secrets.Path);
                Assert.That(LogSettings.Read(configuration).Kafka.Servers, Does.StartWith("kafka:"), gateway.Name);
                var connection = RecordSettings.Read(configuration).Connection([]);
                Assert.That(connection, Does.Contain("Host=postgres;").And.Contain("Password="), gateway.Name);
                Assert.That(
                    gateway.Environment.Keys, Has.All.Match("^SD_SecurityDecisioning__(Log|Records)__"),
                    $"{gateway}: a section that is bound here");
            }

            foreach (var source in File.Secrets.Values)
            {
                Assert.That(Path.Combine(secrets.Path, Path.GetFileName(source!)), Does.Exist);
            }
        });
    }

    [Test]
    public void Published_ports_are_ports_that_something_listens_on() => Assert.Multiple(() =>
    {
        foreach (var gateway in File.Gateways)
        {
            var settings = Parse(gateway);
            var inside = gateway.Ports.Select(p => int.Parse(p.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture));
            Assert.That(inside, Is.SubsetOf(new[] { settings.GatewayPort, settings.ConsolePort }), gateway.Name);
        }
    });

    [Test]
    public void A_console_is_published_to_the_hosts_own_loopback_only() => Assert.Multiple(() =>
    {
        foreach (var gateway in File.Gateways)
        {
            var console = Parse(gateway).ConsolePort;
            Assert.That(
                gateway.Ports.Where(p => p.EndsWith($":{console}", StringComparison.Ordinal)),
                Has.All.StartsWith("127.0.0.1:"), gateway.Name);
        }
    });

    [Test]
    public void Images_are_pinned_and_nothing_runs_as_root() => Assert.Multiple(() =>
    {
        foreach (var service in File.Services.Values)
        {
            if (!service.IsBuilt)
            {
                Assert.That(service.Image, Does.Match(@":\d+\.\d+"), $"{service}: a tag that names a release");
                Assert.That(service.User, Is.Not.Null.And.Not.EqualTo("root").And.Not.EqualTo("0"), $"{service}: user");
            }
        }
    });

    [Test]
    public void Every_service_has_a_health_check_and_ours_ask_what_the_code_answers() => Assert.Multiple(() =>
    {
        foreach (var service in File.Services.Values.Where(s => !s.IsBuilt))
        {
            Assert.That(service.Health, Is.Not.Empty, service.Name);
        }

        foreach (var service in File.Own)
        {
            var check = service.Health.Count > 0 ? service.Health : DockerFile.HealthCheck;
            var words = check.SkipWhile(w => !w.EndsWith(".dll", StringComparison.Ordinal)).Skip(1).ToArray();
            Assert.That(words.FirstOrDefault(), Is.EqualTo("health"), service.Name);
            Assert.That(HealthCommand.Create().Parse(words[1..]).Errors, Is.Empty, service.Name);
        }
    });

    [Test]
    public void Secrets_come_from_files_and_stand_in_no_variable() => Assert.Multiple(() =>
    {
        foreach (var service in File.Services.Values)
        {
            Assert.That(service.Secrets, Is.SubsetOf(File.Secrets.Keys), service.Name);
            foreach (var (name, value) in service.Environment)
            {
                var telling = SecretName().IsMatch(name);
                Assert.That(!telling || value.StartsWith("/run/secrets/", StringComparison.Ordinal), $"{service}: {name}");
                Assert.That(value, Does.Not.Match("(?i)password=."), $"{service}: {name}");
            }
        }

        Assert.That(File.Secrets.Values, Has.All.Not.Null);
    });

    [Test]
    public void What_a_service_waits_for_and_mounts_exists() => Assert.Multiple(() =>
    {
        foreach (var service in File.Services.Values)
        {
            Assert.That(service.DependsOn, Is.SubsetOf(File.Services.Keys), service.Name);
            var named = service.Volumes.Select(v => v.Split(':')[0]).Where(v => !v.StartsWith('.') && !v.StartsWith('/'));
            Assert.That(named, Is.SubsetOf(File.Volumes), service.Name);
        }
    });

    [Test]
    public void Gateways_keep_their_logs_apart_and_share_their_keys() => Assert.Multiple(() =>
    {
        var data = File.Gateways.Select(g => g.Volumes.Single(v => v.EndsWith(":/data", StringComparison.Ordinal)).Split(':')[0]);
        Assert.That(data, Is.Unique);
        Assert.That(File.Gateways.Select(g => string.Join(',', g.Secrets.Order())).Distinct().Count(), Is.EqualTo(1));
    });

    private static GatewaySettings Parse(ComposeService gateway)
    {
        var root = new RootCommand();
        var commandLine = new GatewayCommandLine();
        commandLine.AddTo(root);
        var parsed = root.Parse([.. gateway.Command]);
        Assert.That(parsed.Errors.Select(e => e.Message), Is.Empty, gateway.Name);
        return commandLine.Read(parsed);
    }

    /// <summary>The variables as the gateway reads them, with the engine's secrets folder where ours is.</summary>
    private static IConfiguration Configuration(ComposeService gateway, string secrets) => new ConfigurationBuilder()
        .AddInMemoryCollection(gateway.Environment
            .Where(p => p.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(p => KeyValuePair.Create(
                p.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal),
                (string?)p.Value.Replace("/run/secrets", secrets, StringComparison.Ordinal))))
        .Build();

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [GeneratedRegex("(?i)password|secret|token|key$|apikey")]
    private static partial Regex SecretName();
}
