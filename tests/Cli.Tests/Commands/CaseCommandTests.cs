using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Cli.Tests.Commands;

/// <summary>Cases by the command line alone, at a whole gateway.</summary>
internal sealed class CaseCommandTests
{
    private TempFolder _folder = null!;
    private GatewayHost _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        Directory.CreateDirectory(_folder["policies"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["policies"], "few.yaml"), """
            name: few
            owner: security
            description: For a test.
            threat: scraping
            mode: enforce
            rules:
              - name: above
                when: f.ip.requests_5m > 1000
                then: { action: throttle, scope: ip, duration: 1m }
                reason_code: TOO_MANY
                reason: Too many requests.
            tests:
              - name: quiet
                expect: { action: allow }
            """);
        _gateway = await GatewayHost.StartAsync(new GatewaySettings
        {
            GatewayPort = 0,
            ConsolePort = 0,
            DataFolder = _folder["data"],
            PolicyFolder = _folder["policies"],
            ModelFolder = null,
        });
        await File.WriteAllTextAsync(_folder["password"], _gateway.FirstPassword);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Case_is_opened_closed_and_leads_to_a_snooze_that_is_undone()
    {
        var id = Done(await RunAsync("open", "203.0.113.9", "--policy", "few", "-m", "one line\nand\u001b[31m another"));
        var listed = await RunAsync("list");
        var early = await RunAsync("snooze", id, "--days", "30", "-m", "too soon");
        Done(await RunAsync("verdict", id, "safe", "-m", "our own load test"));
        var twice = await RunAsync("verdict", id, "dismissed", "-m", "again");
        var open = await RunAsync("list");
        var other = await RunAsync("snooze", id, "--policy", "another", "--days", "30", "-m", "not the case's");
        var long_ = await RunAsync("snooze", id, "--days", "181", "-m", "too long");
        var snooze = Done(await RunAsync("snooze", id, "--days", "30", "-m", "it runs all month"));
        var snoozes = await RunAsync("snoozes");
        Done(await RunAsync("end-snooze", snooze, "-m", "wrong address"));
        var over = await RunAsync("end-snooze", snooze, "-m", "again");
        var shown = await RunAsync("show", id);
        using var json = JsonDocument.Parse((await RunAsync("show", id, "--json")).Output);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.Output, Does.StartWith(id).And.Contain("ip:203.0.113.9  few  one line and [31m another"));
            Assert.That(listed.Output.Split('\n'), Has.Length.EqualTo(1), "what somebody typed makes no line of its own");
            Assert.That((early.Code, early.Error), Is.EqualTo((1, "Only a case that was closed as safe or dismissed leads to a snooze.")));
            Assert.That((twice.Code, twice.Error), Is.EqualTo((1, "It is closed already; who finds out more opens another.")));
            Assert.That(open.Output, Does.Not.Contain(id));
            Assert.That(other.Code, Is.EqualTo(1));
            Assert.That((long_.Code, long_.Error), Is.EqualTo((1, "Choose a time between 1 and 180 days.")));
            Assert.That(snoozes.Output, Does.StartWith(snooze).And.Contain("it runs all month"));
            Assert.That((over.Code, over.Error), Is.EqualTo((1, "It has ended already.")));
            Assert.That(shown.Output, Does.Contain("safe by analyst").And.Contain("our own load test").And.Contain(", undone "));
            Assert.That(json.RootElement[0].GetProperty("verdict").GetString(), Is.EqualTo("safe"));
            Assert.That(json.RootElement[0].GetProperty("snoozes")[0].GetProperty("ended").GetString(), Is.Not.Null);
        }
    }

    [TestCase(new[] { "show", "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, "there is no case 01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [TestCase(new[] { "verdict", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "safe", "-m", "x" }, "There is no such case.")]
    [TestCase(new[] { "end-snooze", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "-m", "x" }, "There is no such snooze.")]
    [TestCase(new[] { "open", "-m", "about nobody" }, "Say whom or which policy it is about.")]
    [TestCase(new[] { "open", "planet:9", "-m", "x" }, "Name an address (203.0.113.9), a network (203.0.113.0/24), or kind:id.")]
    [TestCase(new[] { "open", "203.0.113.9", "-m", " " }, "Say why, in at most 500 characters.")]
    public async Task What_cannot_be_done_is_said_in_one_line(string[] arguments, string said)
    {
        var answer = await RunAsync(arguments);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((1, said)));
    }

    private static string Done((int Code, string Output, string Error) answer)
    {
        Assert.That((answer.Code, answer.Error), Is.EqualTo((0, "")));
        Assert.That(answer.Output, Does.StartWith("done: "));
        return answer.Output["done: ".Length..];
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var root = new RootCommand();
        foreach (var command in CommandList.All())
        {
            root.Subcommands.Add(command);
        }

        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await root.Parse(
            ["case", .. arguments, "--console", _gateway.ConsoleAddress.ToString(), "--password-file", _folder["password"]])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString().Trim(), error.ToString().Trim());
    }
}
