using System.Net;
using System.Net.Sockets;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Startup;

internal sealed class StartupFailureTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Test]
    public void Every_wrong_policy_is_named()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["policies"]);
        File.WriteAllText(folder["policies/one.yaml"], "name: one\n");
        File.WriteAllText(folder["policies/two.yaml"], "- not a policy\n");

        var message = FailureOf(RunningGateway.Settings(folder["data"], Nowhere) with { PolicyFolder = folder["policies"] });

        Assert.That(message, Does.Contain("one.yaml").And.Contain("two.yaml"));
    }

    [Test]
    public void Policy_of_ten_megabytes_is_refused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["policies"]);
        File.WriteAllText(folder["policies/large.yaml"], "name: " + new string('x', 10_000_000));

        Assert.That(
            FailureOf(RunningGateway.Settings(folder["data"], Nowhere) with { PolicyFolder = folder["policies"] }),
            Does.Contain("large.yaml").And.Length.LessThan(2_000));
    }

    [TestCase("")]
    [TestCase("{\"learner\": {\"gradient_booster\": {\"mod")]
    [TestCase("{}")]
    public void Model_cut_short_is_refused(string content)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllText(folder["model/model.json"], content);

        Assert.That(
            FailureOf(RunningGateway.Settings(folder["data"], Nowhere) with { ModelFolder = folder["model"] }),
            Does.StartWith("model:").And.Contain("--model"));
    }

    [TestCase("{ \"ReverseProxy\": ")]
    [TestCase("{ \"SecurityDecisioning\": { \"Challenge\": { \"Difficulty\": 99 } } }")]
    [TestCase("{ \"SecurityDecisioning\": { \"Challenge\": { \"Difficulty\": \"hard\" } } }")]
    public void Broken_configuration_is_refused(string json)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["gateway.json"], json);

        Assert.That(
            FailureOf(RunningGateway.Settings(folder["data"], Nowhere) with { ConfigurationFile = folder["gateway.json"] }),
            Is.Not.Empty);
    }

    [Test]
    public void Records_that_are_no_database_are_refused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(folder["data/records.db"], new string('x', 10_000));

        Assert.That(FailureOf(RunningGateway.Settings(folder["data"], Nowhere)), Does.Contain("records.db"));
    }

    [Test]
    public void Port_that_is_taken_is_named_with_its_option()
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.That(
            FailureOf(RunningGateway.Settings(folder["data"], Nowhere) with { GatewayPort = port }),
            Does.Contain($"{port}").And.Contain("--gateway-port"));
    }

    [Test]
    public async Task Second_gateway_on_one_data_folder_is_refused_and_the_first_goes_on()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var first = await RunningGateway.StartAsync(folder["data"], app.Address);

        Assert.That(FailureOf(RunningGateway.Settings(folder["data"], app.Address)), Does.Contain("in use"));

        using var client = Client.From(first.Address, "127.0.0.1");
        Assert.That((await client.GetAsync("/")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public void Data_folder_that_cannot_be_written_is_named()
    {
        // A file where the folder should be: not writable for root either.
        using var folder = new TempFolder();
        File.WriteAllText(folder["occupied"], "");

        Assert.That(FailureOf(RunningGateway.Settings(folder["occupied"], Nowhere)), Does.Contain(folder["occupied"]).And.Contain("--data"));
    }

    [Test]
    public void Key_cut_short_is_refused_and_kept()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["data/keys"]);
        File.WriteAllBytes(folder["data/keys/pseudonyms.key"], [1, 2, 3]);

        Assert.That(FailureOf(RunningGateway.Settings(folder["data"], Nowhere)), Does.Contain("pseudonyms.key"));
        Assert.That(File.ReadAllBytes(folder["data/keys/pseudonyms.key"]), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    private static string FailureOf(GatewaySettings settings)
    {
        var failure = Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync(settings))!;
        Assert.That(failure.Message, Does.Not.Contain("   at "), "no stack trace");
        return failure.Message;
    }
}
