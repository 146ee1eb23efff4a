using System.CommandLine;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Cli.Tests.Commands;

/// <summary>Two people with the command line, at a whole gateway.</summary>
internal sealed class PolicyLifecycleCommandTests
{
    private TempFolder _folder = null!;
    private GatewayHost _gateway = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        TooManyPolicy.Write(_folder["policies"], 1_000);
        await File.WriteAllTextAsync(_folder["config.json"], """{ "SecurityDecisioning": { "Policies": { "Lifecycle": "approved" } } }""");
        _gateway = await GatewayHost.StartAsync(new GatewaySettings
        {
            GatewayPort = 0,
            ConsolePort = 0,
            DataFolder = _folder["data"],
            PolicyFolder = _folder["policies"],
            ConfigurationFile = _folder["config.json"],
            ModelFolder = null,
        });
        await File.WriteAllTextAsync(_folder["analyst"], _gateway.FirstPassword);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Version_goes_from_one_persons_hands_through_anothers_to_live_and_back()
    {
        var (_, password, _) = await RunAsync("user", "add", "jane", "--no-approval", "--data", _folder["data"]);
        await File.WriteAllTextAsync(_folder["jane"], password);
        TooManyPolicy.Write(_folder["next"], 500);

        var proposed = await AskAsync("jane", "propose", _folder["next"], "-m", "stop them earlier");
        var version = proposed.Output["done: ".Length..].Trim();
        var own = await AskAsync("jane", "approve", version[..8], "-m", "mine");
        var early = await AskAsync("analyst", "stage", version[..8], "shadow", "-m", "early");
        var approved = await AskAsync("analyst", "approve", version[..8], "-m", "read it");
        var skipped = await AskAsync("analyst", "promote", version[..8], "-m", "now");
        foreach (var stage in new[] { "shadow", "1", "10" })
        {
            Assert.That((await AskAsync("analyst", "stage", version[..8], stage, "-m", stage)).Code, Is.Zero);
        }

        var promoted = await AskAsync("analyst", "promote", version[..8], "-m", "everything");
        var same = await AskAsync("analyst", "diff", "live", _folder["next"]);
        var changed = await AskAsync("analyst", "diff", "live", _folder["policies"]);
        var back = await AskAsync("analyst", "rollback", "-m", "stops customers");
        var history = await AskAsync("jane", "history");
        var versions = await AskAsync("jane", "versions");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((own.Code, own.Error), Is.EqualTo((1, "You may not approve policies. `sd user` gives people that right.")));
            Assert.That((early.Code, early.Error), Is.EqualTo((1, "Nobody has approved the version.")));
            Assert.That(approved.Code, Is.Zero);
            Assert.That((skipped.Code, skipped.Error), Is.EqualTo((1, "The version is not being rolled out; begin with shadow.")));
            Assert.That(promoted.Code, Is.Zero);
            Assert.That((same.Code, same.Output), Is.EqualTo((0, "")));
            Assert.That(changed.Output, Does.Contain("-    when: f.ip.requests_5m > 500").And.Contain("+    when: f.ip.requests_5m > 1000"));
            Assert.That(back.Code, Is.Zero);
            Assert.That(history.Output.Split('\n')[0], Does.Contain("Rolled back").And.Contain("stops customers").And.Contain(version[..12]));
            Assert.That(versions.Output, Does.Contain("kept by a rollback").And.Contain($"{version[..12]}  Was live"));
        }
    }

    [Test]
    public async Task Wrong_password_and_clear_text_to_another_machine_are_refused()
    {
        await File.WriteAllTextAsync(_folder["wrong"], "guess");

        var wrong = await RunAsync(
            "policy", "versions", "--console", _gateway.ConsoleAddress.ToString(), "--password-file", _folder["wrong"]);
        var clear = await RunAsync(
            "policy", "versions", "--console", "http://gateway.example:8081", "--password-file", _folder["wrong"]);
        var nowhere = await RunAsync("policy", "versions", "--console", "http://127.0.0.1:9", "--password-file", _folder["wrong"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((wrong.Code, wrong.Error), Is.EqualTo((1, "user name or password is wrong")));
            Assert.That((clear.Code, clear.Error), Is.EqualTo((1,
                "http://gateway.example:8081 would be sent the password in clear text; ask it by https, or on its own machine")));
            Assert.That(nowhere.Code, Is.EqualTo(1));
            Assert.That(nowhere.Error, Does.StartWith("no answer from http://127.0.0.1:9"));
        }
    }

    [Test]
    public async Task Users_are_added_once_and_the_last_one_stays()
    {
        var twice = await RunAsync("user", "add", "Analyst", "--data", _folder["data"]);
        var odd = await RunAsync("user", "add", "a b", "--data", _folder["data"]);
        var last = await RunAsync("user", "remove", "analyst", "--data", _folder["data"]);
        var list = await RunAsync("user", "list", "--data", _folder["data"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((twice.Code, odd.Code, last.Code), Is.EqualTo((1, 1, 1)));
            Assert.That(list.Output, Is.EqualTo("analyst"));
        }
    }

    private Task<(int Code, string Output, string Error)> AskAsync(string user, params string[] arguments) => RunAsync(
    [
        "policy", .. arguments, "--console", _gateway.ConsoleAddress.ToString(), "--user", user, "--password-file", _folder[user],
    ]);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var root = new RootCommand();
        foreach (var command in CommandList.All())
        {
            root.Subcommands.Add(command);
        }

        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString().Trim(), error.ToString().Trim());
    }
}
