using System.Diagnostics;
using System.Net;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Tests.Sinks;

internal sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Test, Platform("Linux")]
    public async Task Gateway_decides_on_a_full_disk_says_so_and_records_all_of_it_once_there_is_room()
    {
        using var folder = new TempFolder();
        using var disk = SmallDisk.Mount(folder["data/log"], megabytes: 4);
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var client = Client.From(gateway.Address, "127.32.0.1");
        var health = gateway.Get<HealthReporter>();
        var told = new List<string> { (await client.GetAsync("/before")).DecisionId };
        await gateway.RecordedAsync(told[0]);
        disk.Fill();

        for (var i = 0; i < 200; i++)
        {
            var answer = await client.GetAsync($"/page/{i}");
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), $"request {i}");
            told.Add(answer.DecisionId);
        }

        await UntilAsync(() => health.Report().Degraded.Any(p => p.Part == "log" && p.Reason.Contains("wait in memory")));
        disk.MakeRoom();

        foreach (var id in told)
        {
            Assert.That((await gateway.RecordedAsync(id)).Action, Is.EqualTo(ActionKind.Allow));
        }

        await UntilAsync(() => health.Report() is { Lost: 0 } report && report.Degraded.All(p => p.Part != "log"));
    }

    [Test, Platform("Linux")]
    public async Task Gateway_whose_buffer_is_full_too_answers_at_once_as_the_routes_fail_and_restricts_nobody_without_a_record()
    {
        using var folder = new TempFolder();
        using var disk = SmallDisk.Mount(folder["data/log"], megabytes: 16);
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address) with
        {
            ConfigurationFile = ConfigurationFile.WithLog(folder["gateway.json"], new { BufferBytes = 4L * 1024 * 1024 }),
        });
        using var reader = Client.From(gateway.Address, "127.32.1.1");
        using var attacker = Client.From(gateway.Address, "127.32.1.2");
        disk.Fill();
        for (var i = 0; gateway.Get<HealthReporter>().Report().Lost < 10; i++)
        {
            Assert.That((await reader.GetAsync("/")).Status, Is.EqualTo(HttpStatusCode.OK), $"request {i}");
            Assert.That(i, Is.LessThan(20_000), "the buffer is bounded");
        }

        for (var i = 0; i < 60; i++)
        {
            Assert.That((await attacker.LoginAsync($"user-{i}")).Status, Is.EqualTo(HttpStatusCode.Unauthorized), "the app's answer");
        }

        Assert.That(gateway.Get<IRecordLog>().Status().AppendWaits, Is.Zero);
        Assert.That(gateway.Get<RestrictionIndex>().Count, Is.Zero);

        disk.MakeRoom();
        await UntilAsync(() => gateway.Get<IRecordLog>().Status() is { Degraded: null } log && log.BufferedBytes < log.BufferLimitBytes / 4);
        Assert.That((await attacker.LoginAsync("user-60")).IsStopped, Is.True, "what was counted meanwhile counts");
    }

    [TestCase(true)]
    [TestCase(false)]
    [Platform("Linux")]
    public async Task Adverse_answer_waits_for_the_disk_where_the_log_is_strict_and_only_there(bool strict)
    {
        using var folder = new TempFolder();
        using var disk = SmallDisk.Mount(folder["data/log"], megabytes: 4);
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address) with
        {
            ConfigurationFile = ConfigurationFile.WithLog(folder["gateway.json"], new { Strict = strict }),
        });
        var log = gateway.Get<IRecordLog>();
        using var attacker = Client.From(gateway.Address, "127.32.2.1");
        disk.Fill();

        Task<Client.Answer> answering;
        for (var i = 0; ; i++)
        {
            answering = attacker.LoginAsync($"user-{i}");
            await UntilAsync(() => answering.IsCompleted || log.EndOffset(Topic.Restrictions) > 0);
            if (log.EndOffset(Topic.Restrictions) > 0)
            {
                break;
            }

            Assert.That(i, Is.LessThan(60), "the attack is seen");
        }

        Assert.That(log.Status().Topics[(int)Topic.Restrictions].DurableEndOffset, Is.Zero, "the disk is full");
        if (strict)
        {
            Assert.That(answering.IsCompleted, Is.False);
            disk.MakeRoom();
        }

        Assert.That((await answering).IsStopped, Is.True);
        Assert.That(log.Status().Topics[(int)Topic.Restrictions].DurableEndOffset, Is.EqualTo(strict ? 1 : 0));
        // A gateway that ends waits for the disk as long as it may.
        disk.MakeRoom();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience), "it did not come to that");
        }
    }
}
