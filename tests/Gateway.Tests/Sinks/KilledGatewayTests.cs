using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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
        using (var process = Launch(folder["data"], app.Address, out var address))
        {
            try
            {
                await UntilHealthyAsync(process, address);
                await AttackUntilAsync(address, told, () => told.Count >= 60, () => process.Kill());
                await process.WaitForExitAsync();
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
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

    private static Process Launch(string data, Uri upstream, out Uri address)
    {
        var port = FreePort();
        address = new Uri($"http://127.0.0.1:{port}");
        return Process.Start(new ProcessStartInfo("dotnet",
        [
            Repository.Built("SecurityDecisioning.Gateway", "SecurityDecisioning.Gateway.dll"), "--gateway-port", $"{port}",
            "--console-port", $"{FreePort()}", "--data", data, "--policies", Repository.File("policies"), "--model", "none",
            "--upstream", upstream.ToString(),
        ])
        { RedirectStandardOutput = false })!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilHealthyAsync(Process process, Uri address)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            Assert.That(process.HasExited, Is.False, "the gateway ended by itself");
            try
            {
                using var response = await client.GetAsync("/.sd/health");
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(200);
        }

        Assert.Fail("the gateway did not come up");
    }
}
