using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Records;

internal sealed class TaggedDecisionsTests
{
    [Test]
    public async Task Decision_that_a_policy_tagged_is_found_by_its_tag([Values] bool postgres)
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        var settings = ProbingPolicy.Settings(folder, app.Address, ProbingPolicy.Text().Replace(
            "      duration: 1m", "      duration: 1m\n      obligations: [{ tag: probes }, { tag: watch }]", StringComparison.Ordinal));
        if (postgres)
        {
            var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
            settings = settings with
            {
                ConfigurationFile = ConfigurationFile.With(folder["config.json"], "Records", new { Postgres = connection }),
            };
        }

        await using var gateway = await RunningGateway.StartAsync(settings);
        using var client = Client.From(gateway.Address, "127.42.0.1");
        using var other = Client.From(gateway.Address, "127.42.1.1");
        await client.GetAsync("/");
        var tagged = (await client.GetAsync("/probe")).DecisionId;
        await gateway.RecordedAsync((await other.GetAsync("/")).DecisionId);
        var records = gateway.Get<IDecisionRecords>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await IdsAsync("watch"), Is.EqualTo(new[] { tagged }));
            Assert.That(await IdsAsync("probes"), Is.EqualTo(new[] { tagged }));
            Assert.That(await IdsAsync("probe"), Is.Empty);
        }

        async Task<IEnumerable<string>> IdsAsync(string tag) =>
            (await records.QueryAsync(new DecisionQuery { Tag = tag })).Select(d => d.Id.ToString());
    }
}
