using System.Diagnostics.Metrics;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Tests.Webhooks;

/// <summary>Webhooks of the whole gateway, to a real receiver.</summary>
internal sealed class WebhookTests
{
    private const string Policy = """
        name: hooks
        owner: tests
        description: Tells somebody of every request for one path.
        threat: scraping
        mode: enforce
        rules:
          - name: asked
            when: request.path.startsWith("/hook") && request.is_browser == false
            then: { action: allow, obligations: [{ webhook: soc }, { webhook: unknown }, { tag: sale }] }
            reason_code: HOOKED
            reason: Somebody asked for the path.
          - name: held
            when: request.path == "/held" && f.ip.requests_5m >= 1
            then: { action: challenge, scope: device, duration: 1h, obligations: [{ webhook: soc }] }
            reason_code: HELD
            reason: Somebody asked for the other path.
          - name: held-quietly
            when: request.path == "/quiet" && f.ip.requests_5m >= 1
            then: { action: challenge, scope: ip, duration: 1h }
            reason_code: HELD
            reason: Somebody asked for the third path.
        tests:
          - { name: another path, request: { path: /x }, expect: { action: allow, rule: none } }
        """;

    private TempFolder _folder;
    private SmallApp _app;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TempFolder();
        Directory.CreateDirectory(_folder["policies"]);
        await File.WriteAllTextAsync(_folder["policies/hooks.yaml"], Policy);
        await File.WriteAllTextAsync(_folder["secret"], "whsec_" + Convert.ToBase64String(Receiver.Secret) + "\n");
        _app = await SmallApp.StartAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Receiver_is_told_of_the_decision_signed_and_without_the_address()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var gateway = await StartAsync(receiver.Address);
        await AskAsync(gateway, "/other");
        var id = await AskAsync(gateway, "/hook/1");
        await Eventually.HoldsAsync(() => Task.FromResult(!receiver.Attempts.IsEmpty), "the receiver was told");

        var (messageId, isSigned, body, text) = receiver.Attempts.Single();
        var data = body.RootElement.GetProperty("data");
        Assert.Multiple(() =>
        {
            Assert.That(isSigned);
            Assert.That(messageId, Is.EqualTo(id + ".soc"));
            Assert.That(body.RootElement.GetProperty("type").GetString(), Is.EqualTo("decision.made"));
            Assert.That(data.GetProperty("decision").GetString(), Is.EqualTo(id));
            Assert.That(data.GetProperty("rule").GetString(), Is.EqualTo("asked"));
            Assert.That(data.GetProperty("tags")[0].GetString(), Is.EqualTo("sale"));
            Assert.That(text, Does.Not.Contain("127.0.0.1"));
        });
    }

    [Test]
    public async Task Receiver_that_fails_is_asked_again_with_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync(static attempt => attempt == 0 ? 503 : 200);
        await using var gateway = await StartAsync(receiver.Address);
        await AskAsync(gateway, "/hook");
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Attempts.Count == 2), "a second attempt");

        Assert.That(receiver.Attempts.Select(a => a.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(receiver.Attempts.Select(a => a.IsSigned), Is.All.True);
    }

    [Test]
    public async Task Receiver_that_was_away_is_told_after_a_restart()
    {
        Uri address;
        await using (var receiver = await Receiver.StartAsync())
        {
            address = receiver.Address;
        }

        string id;
        await using (var gateway = await StartAsync(address))
        {
            id = await AskAsync(gateway, "/hook");
        }

        await using var back = await Receiver.StartAsync(port: address.Port);
        await using var again = await StartAsync(address);
        await Eventually.HoldsAsync(() => Task.FromResult(!back.Attempts.IsEmpty), "what waited was delivered");

        Assert.That(back.Attempts.First().Id, Is.EqualTo(id + ".soc"));
    }

    [Test]
    public async Task Message_that_is_refused_is_counted_and_holds_up_no_other()
    {
        await using var receiver = await Receiver.StartAsync(static attempt => attempt == 0 ? 400 : 200);
        await using var gateway = await StartAsync(receiver.Address);
        var lost = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "sd.webhooks.lost" && instrument.Meter.Scope == gateway.Get<IMeterFactory>())
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            Interlocked.Add(ref lost, tags.ToArray().Contains(new("reason", "refused")) ? count : 100));
        listener.Start();
        await AskAsync(gateway, "/hook/1");
        await Eventually.HoldsAsync(() => Task.FromResult(Interlocked.Read(ref lost) > 0), "the loss was counted");
        var next = await AskAsync(gateway, "/hook/2");
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Attempts.Count == 2), "the next one was told");

        Assert.That(Interlocked.Read(ref lost), Is.EqualTo(1));
        Assert.That(receiver.Attempts.Last().Id, Is.EqualTo(next + ".soc"));
    }

    [Test]
    public async Task Receiver_that_was_told_of_a_decision_is_told_of_its_lift_once_and_in_this_order()
    {
        await using var receiver = await Receiver.StartAsync(static attempt => attempt == 0 ? 503 : 200);
        await using var gateway = await StartAsync(receiver.Address);
        var quiet = await LiftAsync(gateway, await ChallengedAsync(gateway, "/quiet"));
        var id = await ChallengedAsync(gateway, "/held");
        var restriction = await LiftAsync(gateway, id);
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Attempts.Count >= 3), "the decision twice and the lift");

        var lifted = receiver.Attempts.Last();
        var data = lifted.Body.RootElement.GetProperty("data");
        Assert.Multiple(() =>
        {
            Assert.That(receiver.Attempts.Select(a => a.Id), Is.EqualTo(new[] { id + ".soc", id + ".soc", restriction + ".lifted.soc" }));
            Assert.That(lifted.IsSigned);
            Assert.That(lifted.Body.RootElement.GetProperty("type").GetString(), Is.EqualTo("restriction.lifted"));
            Assert.That(data.GetProperty("decision").GetString(), Is.EqualTo(id));
            Assert.That(data.GetProperty("restriction").GetString(), Is.EqualTo(restriction.ToString()));
            Assert.That(data.GetProperty("reason_code").GetString(), Is.EqualTo("HELD"));
            Assert.That(receiver.Attempts.Select(a => a.Text), Has.None.Contains(quiet.ToString()));
            Assert.That(lifted.Text, Does.Not.Contain("127.0.0.1").And.Not.Contain("jane").And.Not.Contain("mistake"));
        });
    }

    [Test]
    public async Task Lift_waits_for_a_receiver_that_is_away()
    {
        Uri address;
        await using (var receiver = await Receiver.StartAsync())
        {
            address = receiver.Address;
        }

        string id;
        Contracts.Events.EventId restriction;
        await using (var gateway = await StartAsync(address))
        {
            id = await ChallengedAsync(gateway, "/held");
            restriction = await LiftAsync(gateway, id);
        }

        await using var back = await Receiver.StartAsync(port: address.Port);
        await using var again = await StartAsync(address);
        await Eventually.HoldsAsync(() => Task.FromResult(back.Attempts.Count == 2), "both were delivered");

        Assert.That(back.Attempts.Select(a => a.Id), Is.EqualTo(new[] { id + ".soc", restriction + ".lifted.soc" }));
    }

    [TestCase("http://example.com/hook", "secret", "soc", "Targets:soc:Url")]
    [TestCase("https://user:pass@example.com/hook", "secret", "soc", "Targets:soc:Url")]
    [TestCase("/hook", "secret", "soc", "Targets:soc:Url")]
    [TestCase("https://example.com/hook", "missing", "soc", "Targets:soc:SecretFile")]
    [TestCase("https://example.com/hook", "policies/hooks.yaml", "soc", "Targets:soc:SecretFile")]
    [TestCase("https://example.com/hook", "secret", "So c", "Targets:So c")]
    public void Wrong_settings_do_not_start(string url, string secret, string name, string told) => Assert.That(
        async () => await (await StartAsync(url, secret, name)).DisposeAsync(),
        Throws.InstanceOf<StartupException>().With.Message.Contains(told));

    private static async Task<string> ChallengedAsync(RunningGateway gateway, string path)
    {
        using var client = Client.From(gateway.Address, "127.0.0.1");
        var answer = await client.GetAsync(path);
        Assert.That(answer.IsStopped, $"{answer.Status}");
        return answer.DecisionId;
    }

    private static async Task<Contracts.Events.EventId> LiftAsync(RunningGateway gateway, string decision)
    {
        var restriction = (await gateway.RecordedAsync(decision)).Issued.Single().Id;
        var desk = gateway.Get<RestrictionDesk>();
        await Eventually.HoldsAsync(
            async () => await desk.LiftAsync(restriction, "jane", "That was a mistake.") == LiftOutcome.Lifted, "the ledger knows it");
        return restriction;
    }

    private static async Task<string> AskAsync(RunningGateway gateway, string path)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using var answer = await client.GetAsync(path);
        Assert.That(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return answer.Headers.GetValues("X-Decision-Id").Single();
    }

    private Task<RunningGateway> StartAsync(Uri address) => StartAsync(address.ToString(), "secret", "soc");

    private Task<RunningGateway> StartAsync(string url, string secret, string name)
    {
        var webhooks = new { Targets = new Dictionary<string, object> { [name] = new { Url = url, SecretFile = _folder[secret] } } };
        return RunningGateway.StartAsync(RunningGateway.Settings(_folder["data"], _app.Address) with
        {
            PolicyFolder = _folder["policies"],
            ConfigurationFile = ConfigurationFile.With(_folder["gateway.json"], "Webhooks", webhooks),
        });
    }
}
