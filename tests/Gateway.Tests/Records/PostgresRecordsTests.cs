using System.Collections.Concurrent;
using System.Net;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Tests.Records;

internal sealed class PostgresRecordsTests
{
    [Test]
    public async Task Gateway_decides_while_the_database_is_away_and_nothing_is_missing_or_double_afterwards()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var folder = new TempFolder();
        await using var server = await PostgresServer.StartNewAsync();
        var connection = await server.NewDatabaseAsync();
        await using var app = await SmallApp.StartAsync();
        await server.StopAsync();
        await using var gateway = await RunningGateway.StartAsync(Settings(folder, app.Address, connection));
        var (told, stopping) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        var load = Enumerable.Range(1, 3).Select(i => LoadAsync(gateway.Address, $"127.40.0.{i}", told, stopping.Task)).ToList();
        var health = gateway.Get<HealthReporter>();

        // Away from the start.
        await UntilAsync(() => IsDegraded(health) && told.Count > 60);
        Assert.That(await PublicHealthAsync(gateway.Address), Does.Contain("degraded").And.Contain("decisions").And.Not.Contain("Host="));
        await server.StartAsync();
        await UntilAsync(() => !IsDegraded(health));

        // Gone under load, as if it had crashed.
        await UntilAsync(() => told.Count > 200);
        await server.StopAsync(crash: true);
        await UntilAsync(() => IsDegraded(health));
        var before = told.Count;
        await UntilAsync(() => told.Count > before + 60);
        await server.StartAsync();
        stopping.SetResult();
        await Task.WhenAll(load);
        var log = gateway.Get<IRecordLog>();
        await UntilAsync(() => health.Report().Projections.All(p => p.Behind == 0) && !IsDegraded(health));

        var records = gateway.Get<IDecisionRecords>();
        Assert.That((await records.TotalsAsync()).Count, Is.EqualTo(log.EndOffset(Topic.Decisions)));
        foreach (var id in told.Distinct())
        {
            Assert.That(EventId.TryParse(id, out var eventId), Is.True, id);
            Assert.That(await records.FindAsync(eventId), Is.Not.Null, id);
        }

        async Task UntilAsync(Func<bool> condition)
        {
            while (!condition())
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    [Test]
    public async Task Gateway_that_starts_again_goes_on_where_its_records_are()
    {
        using var folder = new TempFolder();
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using var app = await SmallApp.StartAsync();
        for (var start = 1; start <= 2; start++)
        {
            await using var gateway = await RunningGateway.StartAsync(Settings(folder, app.Address, connection));
            using var client = Client.From(gateway.Address, "127.41.0.1");
            var last = "";
            for (var i = 0; i < 20; i++)
            {
                last = (await client.GetAsync($"/{i}")).DecisionId;
            }

            await gateway.RecordedAsync(last);
            Assert.That((await gateway.Get<IDecisionRecords>().TotalsAsync()).Count, Is.EqualTo(20 * start));
        }
    }

    private static GatewaySettings Settings(TempFolder folder, Uri app, string connection)
    {
        // The server asks for no password; that one is given is part of what is tried here.
        File.WriteAllText(folder["password"], "not asked for\n");
        return RunningGateway.Settings(folder["data"], app) with
        {
            ConfigurationFile = ConfigurationFile.With(
                folder["config.json"], "Records", new { Postgres = connection, PostgresPasswordFile = folder["password"] }),
        };
    }

    private static bool IsDegraded(HealthReporter health) => health.Report().Degraded.Any(p => p.Part == "decisions");

    private static async Task<string> PublicHealthAsync(Uri gateway)
    {
        // Its answer is of at most a second ago.
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        using var client = Client.From(gateway, "127.40.1.1");
        return (await client.GetAsync(HealthEndpoint.Path)).Body;
    }

    private static async Task LoadAsync(Uri gateway, string address, ConcurrentQueue<string> told, Task stopping)
    {
        using var client = Client.From(gateway, address);
        for (var i = 0; !stopping.IsCompleted; i++)
        {
            var answer = await client.GetAsync($"/page/{i % 10}");
            Assert.That(answer.Status, Is.Not.EqualTo(HttpStatusCode.InternalServerError).And.Not.EqualTo(HttpStatusCode.ServiceUnavailable));
            told.Enqueue(answer.DecisionId);
            await Task.Delay(5);
        }
    }
}
