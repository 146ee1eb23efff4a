using System.Net;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Policies;

/// <summary>A policy for one place, and everybody who spells the place in another way, through the whole gateway.</summary>
internal sealed class PathTests
{
    private const string Policy = """
        name: secrets
        owner: tests
        description: Marks requests for one place.
        threat: scraping
        mode: enforce
        match: { paths: [/secret/*] }
        rules:
          - name: asked
            when: request.path.lowerAscii().startsWith("/secret")
            then: { action: allow, obligations: [{ tag: asked }] }
            reason_code: ASKED
            reason: Somebody asked for the place.
        tests:
          - { name: another path, request: { path: /x }, expect: { action: allow, rule: none } }
          - { name: another spelling, request: { path: //secret;v=1/a }, expect: { action: allow, rule: asked } }
        """;

    private TempFolder _folder;
    private SmallApp _app;
    private RunningGateway _gateway;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        _folder = new TempFolder();
        Directory.CreateDirectory(_folder["policies"]);
        await File.WriteAllTextAsync(_folder["policies/secrets.yaml"], Policy);
        _app = await SmallApp.StartAsync();
        _gateway = await RunningGateway.StartAsync(
            RunningGateway.Settings(_folder["data"], _app.Address) with { PolicyFolder = _folder["policies"] });
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await _gateway.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase("/secret/a")]
    [TestCase("/%73ecret/a")]
    [TestCase("/%2573ecret/a")]
    [TestCase("//secret/a")]
    [TestCase("/x/../secret/a")]
    [TestCase("/x/%2e%2e/secret/a")]
    [TestCase("/secret;v=1/a")]
    [TestCase("/;/secret/a")]
    [TestCase("/SECRET/")]
    [TestCase("/secret%2Fa")]
    [TestCase("/secret\\a")]
    public async Task No_spelling_slips_past_a_policy_of_the_place(string path)
    {
        var answer = await AskAsync(path);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _gateway.RecordedAsync(answer.DecisionId)).Rules.Select(r => r.Rule), Is.EqualTo(new[] { "asked" }));
    }

    [TestCase("/secrets")]
    [TestCase("/x/secret")]
    [TestCase("/secret/../x")]
    public async Task Other_places_are_other_places(string path)
    {
        var answer = await AskAsync(path);

        Assert.That((await _gateway.RecordedAsync(answer.DecisionId)).Rules, Is.Empty);
    }

    [Test]
    public async Task Way_up_that_only_some_servers_take_is_refused()
    {
        var answer = await AskAsync("/x/..;/secret/a");

        Assert.That((answer.Status, answer.DecisionId), Is.EqualTo((HttpStatusCode.BadRequest, "")));
        Assert.That(_app.Paths, Has.None.Contains("..;"));
    }

    private async Task<Client.Answer> AskAsync(string path)
    {
        using var client = Client.From(_gateway.Address, "127.0.0.1");
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var address = new Uri($"http://{_gateway.Address.Authority}{path}", options);
        return await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address));
    }
}
