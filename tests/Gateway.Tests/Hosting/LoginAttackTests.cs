using System.Net;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Hosting;

internal sealed class LoginAttackTests
{
    private const string Attacker = "127.1.1.1";

    [Test]
    public async Task Attack_is_stopped_recorded_and_leaves_others_alone()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var attacker = Client.From(gateway.Address, Attacker);
        using var shopper = Client.From(gateway.Address, "127.2.2.2");

        var answers = await AttackAsync(attacker, 40);
        var first = answers.FindIndex(a => a.IsStopped);
        var recorded = await gateway.RecordedAsync(answers[first].DecisionId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.InRange(3, 20), "the attempt that was stopped first");
            Assert.That(answers.Skip(first).Select(a => a.IsStopped), Has.All.True, "once stopped, stopped");
            Assert.That(app.Logins, Is.EqualTo(first), "none of the stopped ones reached the app");
            Assert.That(recorded.Action, Is.Not.EqualTo(ActionKind.Allow));
            Assert.That(recorded.Winner, Is.Not.Null);
            Assert.That(recorded.Event.Ip.ToString(), Is.EqualTo(Attacker));
            Assert.That((await shopper.LoginAsync("carol", SmallApp.Password)).Status, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That((await attacker.GetAsync("/")).Status, Is.EqualTo(HttpStatusCode.OK), "its office may still read pages");
        }
    }

    [Test]
    public async Task Restart_remembers_restrictions_and_asks_for_no_new_password()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using (var first = await RunningGateway.StartAsync(folder["data"], app.Address))
        {
            using var attacker = Client.From(first.Address, Attacker);
            Assert.That((await AttackAsync(attacker, 25))[^1].IsStopped, Is.True);
            Assert.That(first.FirstPassword, Is.Not.Empty);
        }

        var before = app.Logins;
        await using var second = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var returning = Client.From(second.Address, Attacker);
        var answer = await returning.LoginAsync("somebody-else");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.IsStopped, Is.True);
            Assert.That(app.Logins, Is.EqualTo(before));
            Assert.That((await second.RecordedAsync(answer.DecisionId)).Applied, Is.Not.Null);
            Assert.That(second.FirstPassword, Is.Null);
        }
    }

    [Test]
    public async Task Restart_remembers_what_was_counted()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using (var first = await RunningGateway.StartAsync(folder["data"], app.Address))
        {
            using var forgetful = Client.From(first.Address, Attacker);
            await AttackAsync(forgetful, 3);
        }

        await using var second = await RunningGateway.StartAsync(folder["data"], app.Address);
        using var again = Client.From(second.Address, Attacker);
        var decision = await second.RecordedAsync((await again.LoginAsync("user3")).DecisionId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Features[FeatureCatalog.IndexOf("ip.login_failed_5m")], Is.EqualTo(3));
            Assert.That(decision.Features[FeatureCatalog.IndexOf("ip.distinct_accounts_5m")], Is.EqualTo(4));
        }
    }

    private static async Task<List<Client.Answer>> AttackAsync(Client attacker, int attempts)
    {
        var answers = new List<Client.Answer>();
        for (var i = 0; i < attempts; i++)
        {
            answers.Add(await attacker.LoginAsync($"user{i}"));
        }

        return answers;
    }
}
