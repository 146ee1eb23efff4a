using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Startup;

internal sealed class DamagedLogTests
{
    [Test]
    public async Task Gateway_starts_without_what_is_damaged_says_what_that_is_and_goes_on_recording()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using (var gateway = await RunningGateway.StartAsync(folder["data"], app.Address))
        {
            using var client = Client.From(gateway.Address, "127.31.0.1");
            for (var i = 0; i < 10; i++)
            {
                await client.GetAsync($"/page/{i}");
            }
        }

        var file = Directory.GetFiles(folder["data/log/events"], "*.log").Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[200] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        await using var next = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var again = Client.From(next.Address, "127.31.0.2");
        var decided = await again.LoginAsync("anna");

        Assert.That((await next.RecordedAsync(decided.DecisionId)).Id.ToString(), Is.EqualTo(decided.DecisionId));
        var problem = next.Get<HealthReporter>().Report().Degraded.Single(p => p.Part == "log");
        Assert.That(problem.Reason, Does.Contain(file).And.Contain("byte"));
    }
}
