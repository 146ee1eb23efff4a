using System.Net;
using System.Text.Json;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Health;

internal sealed class HealthEndpointTests
{
    [Test]
    public async Task Health_tells_clients_the_state_and_nothing_about_the_inside_and_is_never_proxied()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var client = Client.From(gateway.Address, "127.0.0.1");
        await client.GetAsync("/");

        var health = await client.GetAsync("/.sd/health");
        var other = await client.GetAsync("/.sd/anything/else");
        using var document = JsonDocument.Parse(health.Body);
        var root = document.RootElement;
        var inside = gateway.Get<HealthReporter>().Report();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(health.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(root.GetProperty("status").GetString(), Is.EqualTo("degraded"), "there is no model and no geo database");
            Assert.That(root.GetProperty("degraded").EnumerateArray().Select(p => p.GetString()), Is.EqualTo(new[] { "model", "enrichment" }));
            Assert.That(root.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "status", "degraded" }), "no counts, no hashes");
            Assert.That(inside.Policies, Has.Length.EqualTo(16));
            Assert.That(inside.Features, Is.EqualTo(FeatureCatalog.Hash));
            Assert.That(inside.Log[0].End, Is.GreaterThan(0));
            Assert.That(
                inside.Projections.Select(p => p.Name), Is.SupersetOf(new[] { "decisions", "restrictions", "cases", "guards" }));
            Assert.That(EventId.TryParse(health.DecisionId, out _), Is.True, "health has a reference");
            Assert.That(EventId.TryParse(other.DecisionId, out _), Is.True, "not found has a reference");
            Assert.That(other.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(app.Paths, Has.None.StartsWith("/.sd"));
        }
    }
}
