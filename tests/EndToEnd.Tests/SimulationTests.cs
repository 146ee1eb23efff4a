using System.Text.Json.Nodes;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>A simulated morning against the running product: what is caught, who is spared, and that the records tell the same.</summary>
[NonParallelizable]
internal sealed class SimulationTests
{
    private const int Samples = 4;
    private TempFolder _folder = null!;
    private JsonNode _result = null!;
    private List<JsonNode> _truth = null!;

    /// <summary>One run for all tests; the product has stopped when they look at what it left.</summary>
    [OneTimeSetUp]
    public async Task PlayAsync()
    {
        _folder = new TempFolder();
        await using var product = await RunningProduct.StartAsync(_folder["data"]);
        var run = await Sd.RunAsync(
            "simulate", "--gateway", product.Gateway.ToString(), "--duration", "20", "--truth", _folder["truth.jsonl"], "--json");
        _result = run.Json();
        _truth = [.. File.ReadLines(_folder["truth.jsonl"]).Select(line => JsonNode.Parse(line)!)];
        Assert.That(await product.InterruptAsync(), Is.Zero, product.Output);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_threat_is_in_the_result()
    {
        var threats = _result["threats"]!.AsArray().Select(t => (string)t!["threat"]!);
        Assert.Multiple(() =>
        {
            Assert.That(threats, Is.EquivalentTo(ThreatCatalog.All.Where(t => t.Threat != Threat.None).Select(t => t.Name)));
            Assert.That((bool)_result["complete"]!, Is.True);
            Assert.That((int)_result["unanswered"]!, Is.Zero);
        });
    }

    [TestCase("credential_stuffing")]
    [TestCase("credential_cracking")]
    public void Attack_is_caught(string threat)
    {
        var line = _result["threats"]!.AsArray().Single(t => (string)t!["threat"]! == threat)!;
        Assert.That((int)line["caught"]!, Is.GreaterThanOrEqualTo(1).And.EqualTo((int)line["campaigns"]!), line.ToJsonString());
    }

    [Test]
    public void Benign_are_neither_throttled_nor_revoked()
    {
        var benign = _result["benign"]!;
        Assert.Multiple(() =>
        {
            Assert.That((int)benign["users"]!, Is.GreaterThan(50));
            Assert.That((int)benign["throttled"]!, Is.Zero, benign.ToJsonString());
            Assert.That((int)benign["revoked"]!, Is.Zero, benign.ToJsonString());
        });
    }

    [Test]
    public async Task Truth_joins_with_the_records_and_each_is_remade_the_same()
    {
        Assert.That(_truth, Has.Count.EqualTo((int)_result["requests"]!));
        Assert.That(_truth.Select(t => (string)t["decision"]!), Is.Unique.And.All.Length.EqualTo(EventId.TextLength));
        foreach (var action in new[] { "allow", "challenge" })
        {
            foreach (var line in _truth.Where(t => (string)t["action"]! == action).TakeLast(Samples))
            {
                await AssertRecordedAsync(line);
            }
        }
    }

    [Test]
    public async Task Decision_that_nobody_made_is_one_clear_line()
    {
        var answer = await Sd.RunAsync("decision", "show", EventId.New(SampleEvents.StartMs).ToString(), "--data", _folder["data"]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.ExitCode, Is.EqualTo(1));
            Assert.That(answer.Output, Is.Empty);
            Assert.That(answer.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.Some.Contains("is not in"));
        });
    }

    private async Task AssertRecordedAsync(JsonNode line)
    {
        var id = (string)line["decision"]!;
        var shown = (await Sd.RunAsync("decision", "show", id, "--json", "--data", _folder["data"])).Json();
        var remade = await Sd.RunAsync("decision", "remake", id, "--data", _folder["data"]);
        Assert.Multiple(() =>
        {
            Assert.That((string?)shown["id"], Is.EqualTo(id));
            Assert.That((string?)shown["action"], Is.EqualTo((string?)line["action"]));
            Assert.That((string?)shown["event"]!["operation"], Is.EqualTo((string?)line["operation"]));
            Assert.That(shown["event"]!["entities"]!.AsArray().Select(e => (string)e!), Has.Member($"ip:{(string)line["ip"]!}"));
            Assert.That(remade.ExitCode, Is.Zero, remade.Errors + remade.Output);
            Assert.That(remade.Output, Does.StartWith("same"));
        });
    }
}
