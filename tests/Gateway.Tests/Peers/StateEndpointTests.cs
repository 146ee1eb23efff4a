using System.Net;
using System.Text.Json.Nodes;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Peers;

internal sealed class StateEndpointTests
{
    [Test]
    public async Task State_is_told_to_this_machine_alone_and_changes_with_traffic()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var operators = new HttpClient { BaseAddress = gateway.Console };
        var before = JsonNode.Parse(await operators.GetStringAsync("/state"))!;
        using var visitor = Client.From(gateway.Address, "127.70.0.1");
        await visitor.GetAsync("/");
        var after = JsonNode.Parse(await operators.GetStringAsync("/state"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)after["hash"], Is.Not.EqualTo((string?)before["hash"]));
            Assert.That((long)after["applied"]!, Is.GreaterThan((long)before["applied"]!));
            Assert.That((string?)after["origin"], Has.Length.EqualTo(16));
            Assert.That((await visitor.GetAsync("/.sd/state")).Status, Is.EqualTo(HttpStatusCode.NotFound), "not at the gateway's port");
        }
    }

    [TestCase("X-Forwarded-For", "192.0.2.1")]
    [TestCase("Forwarded", "for=192.0.2.1")]
    [TestCase("Origin", "http://127.0.0.1:9")]
    [TestCase("Host", "console.example")]
    public async Task State_is_not_told_through_a_proxy_or_a_page(string header, string value)
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var client = new HttpClient { BaseAddress = gateway.Console };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/state");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await client.SendAsync(request);

        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest));
    }
}
