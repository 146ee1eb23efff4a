using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Cli.Tests.Backtesting;
using SecurityDecisioning.Contracts.Policies;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Tests.Commands;

internal sealed class BacktestCommandTests
{
    private RecordedGateway _gateway = null!;
    private string _now = null!;

    [SetUp]
    public void SetUp()
    {
        _gateway = new RecordedGateway(BacktestPolicies.Then);
        _now = _gateway.Folder("now", BacktestPolicies.Now);
    }

    [TearDown]
    public void TearDown() => _gateway.Dispose();

    [Test]
    public async Task Report_says_what_changes_for_whom_how_well_and_why()
    {
        var then = _gateway.Folder("then", BacktestPolicies.Then);

        var (code, output, _) = await Run("--policies", _now, "--against", then, "--truth", _gateway.TruthFile);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(output, Does.Contain("The old set does what was done then in 100 % of them."));
            Assert.That(output, Does.Contain("Decisions by action, old down, new across"));
            Assert.That(output, Does.Contain("would be treated more strongly than by the old"));
            Assert.That(output, Does.Match(@"precision +0\.\d{4} \[0\.\d{4}, [01]\.\d{4}\]"));
            Assert.That(output, Does.Contain("logins/new-device challenge"));
            Assert.That(output, Does.Contain("old: there is no logins/new-device"));
        }
    }

    [Test]
    public async Task Json_is_one_object_and_bounds_that_are_broken_end_with_2()
    {
        var (code, output, error) = await Run("--policies", _now, "--json", "--fail-on", "changed>1", "--fail-on", "changed>100%");

        using var report = JsonDocument.Parse(output);
        var changed = report.RootElement.GetProperty("actions").GetProperty("changed").GetInt64();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(changed, Is.GreaterThan(1));
            Assert.That(error, Does.Contain($"sd backtest: changed>1: it is {changed}").And.Not.Contain("100%"));
            Assert.That(report.RootElement.GetProperty("verdicts").ValueKind, Is.EqualTo(JsonValueKind.Null), "nobody said what was true");
            Assert.That(report.RootElement.GetProperty("complete").GetBoolean(), Is.True);
        }
    }

    [Test]
    public async Task Shadow_policy_changes_nothing_until_a_mode_makes_it_live()
    {
        var shadow = _gateway.Folder("shadow", BacktestPolicies.Now.Replace("mode: enforce", "mode: shadow", StringComparison.Ordinal));

        var inShadow = await Changes("--policies", shadow);
        var live = await Changes("--policies", shadow, "--mode", "log*=enforce");
        var asWritten = await Changes("--policies", _now);

        Assert.That(live, Is.EqualTo(asWritten));
        Assert.That(inShadow.Stronger, Is.Zero);
        Assert.That(live.Stronger, Is.Positive);
    }

    [Test]
    public async Task Damaged_files_and_records_of_another_release_are_counted_and_the_rest_is_decided()
    {
        await using (var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = _gateway.LogFolder }))
        {
            log.Append(Topic.Decisions, 1, _gateway.Decisions[^1].Event.TimeMs, [99, 1, 2, 3]);
        }

        var file = Directory.GetFiles(Path.Combine(_gateway.LogFolder, "decisions"), "*.log").Order(StringComparer.Ordinal).ElementAt(1);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[5_000] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var (code, output, _) = await Run("--policies", _now, "--json");

        using var report = JsonDocument.Parse(output);
        var decisions = report.RootElement.GetProperty("decisions");
        Assert.That(code, Is.Zero);
        Assert.That(report.RootElement.GetProperty("damage")[0].GetString(), Does.Contain(file));
        Assert.That(decisions.GetProperty("unreadable").GetInt64(), Is.EqualTo(1));
        Assert.That(decisions.GetProperty("read").GetInt64(), Is.InRange(_gateway.Decisions.Count / 2, _gateway.Decisions.Count));
    }

    [Test]
    public async Task What_cannot_be_done_is_one_line_and_exit_code_1()
    {
        var wrong = _gateway.Folder("wrong", BacktestPolicies.Now.Replace("new_device", "gnu_device", StringComparison.Ordinal));
        await Fails("there is no folder of policies", "--policies", _gateway.Folder("now") + "-not");
        await Fails("gnu_device", "--policies", wrong);
        await Fails("write a measure", "--policies", _now, "--fail-on", "bad");
        await Fails("write a policy", "--policies", _now, "--mode", "bad");
        await Fails("there is no log", "--policies", _now, "--data", _gateway.Folder("empty"));
    }

    [Test]
    public async Task Cancelled_run_ends_with_130_and_a_report_that_says_so()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var output = new StringWriter();

        var code = await BacktestCommand.Create().Parse(["--data", _gateway.Data, "--policies", _now]).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = TextWriter.Null }, cancellation.Token);

        Assert.That(code, Is.EqualTo(130));
        Assert.That(output.ToString(), Does.Contain("Interrupted"));
    }

    [Test]
    public async Task Live_set_and_versions_that_the_installation_keeps_can_be_named()
    {
        var store = new VersionStore(Path.Combine(_gateway.Data, "policies"));
        var then = VersionContent.OfFolder(_gateway.Folder("then", BacktestPolicies.Then), out _)!;
        var now = VersionContent.OfFolder(_now, out _)!;
        store.Put(then, then.Pack());
        store.Put(now, now.Pack());
        await Fails("there is no folder of policies, no version and no set", "--policies", "live");
        store.Remember(_gateway.Policies, then.Version, new Dictionary<string, string>());

        var expected = await Changes("--policies", _now);

        Assert.That(expected.Stronger, Is.Positive);
        Assert.That(await Changes("--policies", now.Version, "--against", "live"), Is.EqualTo(expected));
        Assert.That(await Changes("--policies", now.Version, "--against", _gateway.Policies.Hash), Is.EqualTo(expected));
        Assert.That(await Changes("--policies", "live", "--against", then.Version), Is.EqualTo((0L, 0L)));
        await Fails("has its modes already", "--policies", "live", "--mode", "*=enforce");

        // The steps know of a version that went live and has not decided anything yet, and of a mode that was set over it.
        var adopted = new PolicyEvent
        {
            Id = EventId.New(1), Kind = PolicyEventKind.Adopted, Via = PolicyVia.Folder, By = "folder", To = now.Version,
        };
        await AppendAsync(adopted);
        Assert.That(await Changes("--policies", "live"), Is.EqualTo((0L, 0L)), "no set of it is kept: the decisions tell");
        store.Remember(now.Load(null).Set!, now.Version, new Dictionary<string, string>());
        Assert.That(await Changes("--policies", "live"), Is.EqualTo(expected));
        var shadow = new Dictionary<string, string> { ["logins"] = "shadow" };
        store.Remember(now.Load(shadow).Set!, now.Version, shadow);
        await AppendAsync(adopted with
        {
            Id = EventId.New(2), Kind = PolicyEventKind.ModeSet, Via = PolicyVia.Console, Policy = "logins", Mode = PolicyMode.Shadow,
        });
        var quiet = await Changes("--policies", "live");
        Assert.That((quiet.Stronger, quiet.Milder > 0), Is.EqualTo((0L, true)));
    }

    private async Task AppendAsync(PolicyEvent step)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PolicyCodec.Write(step, buffer);
        await using var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = _gateway.LogFolder });
        var position = log.Append(Topic.Policies, PolicyCodec.KeyOf(step), 1, buffer.WrittenSpan);
        await log.WhenDurableAsync(position);
    }

    private async Task Fails(string expected, params string[] arguments)
    {
        var (code, _, error) = await Run(arguments);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(error, Does.StartWith("sd backtest: ").And.Contain(expected));
    }

    private async Task<(long Stronger, long Milder)> Changes(params string[] arguments)
    {
        var (_, output, _) = await Run([.. arguments, "--json"]);
        using var report = JsonDocument.Parse(output);
        var actions = report.RootElement.GetProperty("actions");
        return (actions.GetProperty("stronger").GetInt64(), actions.GetProperty("milder").GetInt64());
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        string[] all = arguments.Contains("--data") ? arguments : ["--data", _gateway.Data, .. arguments];
        var code = await BacktestCommand.Create().Parse(all).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
