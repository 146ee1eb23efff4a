using System.Net;
using System.Text.Json;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Health;

internal sealed class HealthEndpointTests
{
    [Test]
    public async Task Health_says_what_decides_and_what_does_not_and_is_never_proxied()
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

        using (Assert.EnterMultipleScope())
        {
            Assert.That(health.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(root.GetProperty("status").GetString(), Is.EqualTo("degraded"), "there is no model");
            Assert.That(root.GetProperty("degraded")[0].GetProperty("part").GetString(), Is.EqualTo("model"));
            Assert.That(root.GetProperty("policies").GetString(), Has.Length.EqualTo(16));
            Assert.That(root.GetProperty("features").GetString(), Is.EqualTo(FeatureCatalog.Hash));
            Assert.That(root.GetProperty("log")[0].GetProperty("end").GetInt64(), Is.GreaterThan(0));
            Assert.That(root.GetProperty("projections").GetArrayLength(), Is.EqualTo(2));
            Assert.That(other.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(app.Paths, Has.None.StartsWith("/.sd"));
        }
    }
}
