using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Tests.Sinks;

internal sealed class KilledGatewayTests
{
    [Test]
    public async Task Decision_that_a_client_was_told_survives_kill_9()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        var told = new List<string>();
        using (var gateway = await GatewayProcess.StartAsync(folder["data"], app.Address))
        {
            await AttackUntilAsync(gateway.Address, told, () => told.Count >= 60, gateway.Kill);
            await gateway.KillAsync();
        }

        Assert.That(told, Has.Count.GreaterThanOrEqualTo(60));
        Assert.That(LogVerification.Verify(Path.Combine(folder["data"], "log")).Select(v => v.Damage), Has.All.Null);
        await using var next = await RunningGateway.StartAsync(folder["data"], app.Address);
        foreach (var id in told)
        {
            Assert.That((await next.RecordedAsync(id)).Action, Is.Not.EqualTo(ActionKind.Allow));
        }
    }

    /// <summary>Four attackers at once, so that the kill hits decisions on their way.</summary>
    private static async Task AttackUntilAsync(Uri address, List<string> told, Func<bool> enough, Action kill)
    {
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(1, 4).Select(async n =>
        {
            using var client = Client.From(address, $"127.20.0.{n}");
            for (var i = 0; i < 2_000; i++)
            {
                try
                {
                    var answer = await client.LoginAsync($"user{i}");
                    lock (gate)
                    {
                        if (answer.IsStopped)
                        {
                            told.Add(answer.DecisionId);
                        }

                        if (enough())
                        {
                            kill();
                        }
                    }
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    return;
                }
            }
        }));
    }
}
