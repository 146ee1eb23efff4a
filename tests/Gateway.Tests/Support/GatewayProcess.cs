using System.Diagnostics;
using System.Net;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>The gateway as a process of its own, so that it can be killed.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly Process _process;

    private GatewayProcess(Process process, Uri address, Uri console)
    {
        _process = process;
        Address = address;
        Console = console;
    }

    public Uri Address { get; }

    public Uri Console { get; }

    public static async Task<GatewayProcess> StartAsync(string data, Uri upstream, params string[] more)
    {
        var (port, console) = (FreePorts.Next(), FreePorts.Next());
        var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Repository.Built("SecurityDecisioning.Gateway", "SecurityDecisioning.Gateway.dll"), "--gateway-port", $"{port}",
            "--console-port", $"{console}", "--data", data, "--policies", Repository.File("policies"), "--model", "none",
            "--upstream", upstream.ToString(), .. more,
        ]))!;
        var gateway = new GatewayProcess(process, new Uri($"http://127.0.0.1:{port}"), new Uri($"http://127.0.0.1:{console}"));
        await gateway.UntilHealthyAsync();
        return gateway;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public void Kill() => _process.Kill();

    /// <summary><see cref="Kill"/>, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task UntilHealthyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < 300; attempt++)
        {
            Assert.That(_process.HasExited, Is.False, "the gateway ended by itself");
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
