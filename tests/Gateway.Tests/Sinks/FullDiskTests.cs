using System.Diagnostics;
using System.Net;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Sinks;

internal sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Test, Platform("Linux")]
    public async Task Gateway_decides_on_a_full_disk_says_so_and_records_all_of_it_once_there_is_room()
    {
        Requires.Root();
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["data/log"]);
        Requires.Component(
            Run("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", folder["data/log"]), "the right to mount a tmpfs");
        try
        {
            await using var app = await SmallApp.StartAsync();
            await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
            using var client = Client.From(gateway.Address, "127.32.0.1");
            var health = gateway.Get<HealthReporter>();
            var told = new List<string> { (await client.GetAsync("/before")).DecisionId };
            await gateway.RecordedAsync(told[0]);
            Fill(folder["data/log/ballast"]);

            for (var i = 0; i < 200; i++)
            {
                var answer = await client.GetAsync($"/page/{i}");
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), $"request {i}");
                told.Add(answer.DecisionId);
            }

            await UntilAsync(() => health.Report().Degraded.Any(p => p.Part == "log" && p.Reason.Contains("wait in memory")));
            File.Delete(folder["data/log/ballast"]);

            foreach (var id in told)
            {
                Assert.That((await gateway.RecordedAsync(id)).Action, Is.EqualTo(ActionKind.Allow));
            }

            await UntilAsync(() => health.Report() is { Lost: 0 } report && report.Degraded.All(p => p.Part != "log"));
        }
        finally
        {
            Run("umount", "--lazy", folder["data/log"]);
        }
    }

    /// <summary>To the last byte, the partly filled pages of the log's own files included.</summary>
    private static void Fill(string path)
    {
        using var ballast = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            var block = new byte[4096];
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience), "it did not come to that");
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
