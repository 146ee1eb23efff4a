using System.Net;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Hosting;

/// <summary>The wall clock jumps while requests run: nobody is failed, nobody is counted wrongly, attacks are still stopped.</summary>
internal sealed class ClockJumpTests
{
    private const int Tries = 4;

    [TestCase(1)]
    [TestCase(48)]
    public async Task Jump_forward_ages_what_was_counted(int hours)
    {
        using var folder = new TempFolder();
        var clock = new JumpingClock();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address), clock);
        using var client = Client.From(gateway.Address, "127.5.1.1");
        await FailAsync(client);

        clock.Jump(TimeSpan.FromHours(hours));
        var answer = await client.LoginAsync("alice");
        var after = await gateway.RecordedAsync(answer.DecisionId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized), "the app's own answer");
            Assert.That(Feature(after, "ip.login_failed_5m"), Is.Zero);
            Assert.That(Feature(after, "ip.login_failed_24h"), Is.EqualTo(hours < 24 ? Tries : 0));
            Assert.That(Feature(after, "ip.seconds_since_last"), Is.EqualTo(hours * 3600).Within(60));
        }
    }

    [TestCase(-1)]
    [TestCase(-48)]
    [TestCase(48)]
    public async Task Jump_and_back_leaves_windows_of_what_really_happened(int hours)
    {
        using var folder = new TempFolder();
        var clock = new JumpingClock();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address), clock);
        using var client = Client.From(gateway.Address, "127.5.2.1");
        await FailAsync(client);

        clock.Jump(TimeSpan.FromHours(hours));
        var during = await client.GetAsync("/");
        clock.Jump(TimeSpan.FromHours(-hours));
        var answer = await client.LoginAsync("alice");
        var after = await gateway.RecordedAsync(answer.DecisionId);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(during.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized), "the app's own answer");
            Assert.That(Feature(after, "ip.login_failed_24h"), Is.InRange(0, Tries), "never more than there were");
            Assert.That(after.Features, Has.None.Matches<float>(float.IsInfinity));
            Assert.That(Feature(after, "ip.seconds_since_last"), Is.NaN.Or.GreaterThanOrEqualTo(0));
        }
    }

    [TestCase(48)]
    [TestCase(-48)]
    public async Task Attack_is_stopped_after_any_jump(int hours)
    {
        using var folder = new TempFolder();
        var clock = new JumpingClock();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address), clock);
        using var regular = Client.From(gateway.Address, "127.5.3.1");
        await FailAsync(regular);

        clock.Jump(TimeSpan.FromHours(hours));
        using var one = Client.From(gateway.Address, "127.5.3.2");
        var away = await AttackAsync(one);
        clock.Jump(TimeSpan.FromHours(-hours));
        using var other = Client.From(gateway.Address, "127.5.3.3");
        var back = await AttackAsync(other);
        var visit = await regular.GetAsync("/");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(away, Is.InRange(3, 20), "after the jump");
            Assert.That(back, Is.InRange(3, 20), "and after the jump back");
            Assert.That(visit.Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Restriction_ends_by_the_clock_that_people_read()
    {
        using var folder = new TempFolder();
        var clock = new JumpingClock();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address), clock);
        using var attacker = Client.From(gateway.Address, "127.5.4.1");
        await AttackAsync(attacker);

        clock.Jump(TimeSpan.FromHours(-2));
        var earlier = await attacker.LoginAsync("somebody");
        clock.Jump(TimeSpan.FromHours(4));
        var later = await attacker.LoginAsync("somebody");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)earlier.Status, Is.LessThan(500));
            Assert.That(later.IsStopped, Is.False, "every restriction has ended");
        }
    }

    private static async Task FailAsync(Client client)
    {
        for (var i = 0; i < Tries; i++)
        {
            Assert.That((await client.LoginAsync("alice")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    /// <summary>Which attempt of 30 was stopped first, 30 where none was; no answer is an error of ours.</summary>
    private static async Task<int> AttackAsync(Client client)
    {
        for (var i = 0; i < 30; i++)
        {
            var answer = await client.LoginAsync($"user{i}");
            Assert.That((int)answer.Status, Is.LessThan(500));
            if (answer.IsStopped)
            {
                return i;
            }
        }

        return 30;
    }

    private static float Feature(Decision decision, string name) => decision.Features[FeatureCatalog.IndexOf(name)];
}
