using System.Net;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Policies;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Gateway.Guards;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Budgets;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Tests.Guards;

/// <summary>What takes policies back by itself, over HTTP and through the running gateway.</summary>
internal sealed class GuardTests
{
    [Test]
    public async Task Policy_that_is_wrong_too_often_goes_to_shadow_opens_a_case_and_stays_there_until_a_person_says_otherwise()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        var settings = ProbingPolicy.Settings(folder, app.Address, ProbingPolicy.Text("budget: { overturned: 2%, window: 7d, at_least: 20 }"));
        SubjectCounts before;
        await using (var gateway = await RunningGateway.StartAsync(settings))
        {
            for (var i = 0; i < 25; i++)
            {
                Assert.That(await ProbeAsync(gateway, $"127.81.{i}.1"), Is.EqualTo(HttpStatusCode.TooManyRequests));
            }

            await Eventually.HoldsAsync(() => Task.FromResult(Counts(gateway).Touched == 25), "all are counted");
            for (var i = 0; i < 5; i++)
            {
                Assert.That(await ProbeAsync(gateway, "127.81.0.1"), Is.EqualTo(HttpStatusCode.TooManyRequests), "still in force");
                await FindSafeAsync(gateway, $"127.81.{i}.1");
            }

            await Eventually.HoldsAsync(() => Task.FromResult(IsInShadow(gateway)), "the policy is in shadow");
            Assert.That(await ProbeAsync(gateway, "127.83.0.1"), Is.EqualTo(HttpStatusCode.OK));
            var opened = (await gateway.Get<ICaseLedger>().ListAsync(new CaseQuery { Origin = CaseOrigin.Budget })).Single();
            Assert.That((opened.Policy, opened.IsOpen), Is.EqualTo(("no-probing", true)));
            Assert.That(opened.Reason, Does.Contain("Wrong for 5 of 25").And.Contain("2.0 %"));
            var step = gateway.Get<PolicyLifecycle>().Steps[^1].Step;
            Assert.That((step.Kind, step.By, step.Via, step.Why), Is.EqualTo(
                (PolicyEventKind.ModeSet, "budget", PolicyVia.Guard, opened.Reason)));
            before = Counts(gateway);
            Assert.That((before.Touched, before.Overturned), Is.EqualTo((25, 5)));
        }

        await using (var gateway = await RunningGateway.StartAsync(settings))
        {
            Assert.That(IsInShadow(gateway), Is.True);
            Assert.That(Counts(gateway), Is.EqualTo(before));
            var lifecycle = gateway.Get<PolicyLifecycle>();
            Assert.That((await lifecycle.SetModeAsync("no-probing", null, PolicyVia.Console, "jane", "mended")).IsDone, Is.True);
            await Task.Delay(2_500);
            Assert.That(IsInShadow(gateway), Is.False, "what a person has looked at does not count again");
            Assert.That(await ProbeAsync(gateway, "127.84.0.1"), Is.EqualTo(HttpStatusCode.TooManyRequests));
        }

        // Counted from the log again, the counts are the same but for the one request since.
        File.Delete(Path.Combine(settings.DataFolder, "guards.counts"));
        await using var last = await RunningGateway.StartAsync(settings);
        await Eventually.HoldsAsync(() => Task.FromResult(Counts(last) == before with { Touched = 26 }), "the log gives the same counts");
        Assert.That(await last.Get<ICaseLedger>().ListAsync(new CaseQuery { Origin = CaseOrigin.Budget }), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Policy_without_a_budget_is_left_in_force()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(ProbingPolicy.Settings(folder, app.Address));
        for (var i = 0; i < 20; i++)
        {
            await ProbeAsync(gateway, $"127.81.{i}.1");
            await FindSafeAsync(gateway, $"127.81.{i}.1");
        }

        await Task.Delay(2_500);
        Assert.That(IsInShadow(gateway), Is.False);
    }

    [Test]
    public async Task New_version_that_acts_more_often_than_its_backtest_expects_is_taken_back_and_opens_a_case()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Staging(folder, app.Address));
        var lifecycle = gateway.Get<PolicyLifecycle>();
        var live = lifecycle.State.Live;
        var version = await StageAsync(
            lifecycle, folder, ProbingPolicy.Text().Replace("== \"/probe\"", "!= \"/never\"", StringComparison.Ordinal), new(0.001, 0, 0.005, 10_000));

        var throttled = 0;
        for (var i = 0; i < 600 && lifecycle.State.Staged == version; i++)
        {
            throttled += await GetAsync(gateway, $"127.{90 + (i / 250)}.{i % 250}.1", "/any") == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        await Eventually.HoldsAsync(() => Task.FromResult(lifecycle.State.Staged.Length == 0), "the version is taken back");
        Assert.That(throttled, Is.GreaterThanOrEqualTo(10), "it decided a tenth of them");
        Assert.That((lifecycle.State.Live, lifecycle.Steps[^1].Step.Kind), Is.EqualTo((live, PolicyEventKind.Withdrawn)));
        Assert.That(lifecycle.Steps[^1].Step.By, Is.EqualTo("canary"));
        Assert.That(await GetAsync(gateway, "127.99.0.1", "/any"), Is.EqualTo(HttpStatusCode.OK));
        var opened = (await gateway.Get<ICaseLedger>().ListAsync(new CaseQuery { Origin = CaseOrigin.Canary })).Single();
        Assert.That(opened.Reason, Does.Contain(version[..12]));
    }

    [Test]
    public async Task New_version_that_acts_as_expected_stays()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Staging(folder, app.Address));
        var lifecycle = gateway.Get<PolicyLifecycle>();
        var version = await StageAsync(
            lifecycle, folder, ProbingPolicy.Text().Replace("duration: 1m", "duration: 2m", StringComparison.Ordinal), new(0.1, 0.05, 0.2, 1_000));
        for (var i = 0; i < 300; i++)
        {
            await GetAsync(gateway, $"127.{90 + (i / 250)}.{i % 250}.1", i % 10 == 0 ? "/probe" : "/any");
        }

        await Task.Delay(2_500);
        Assert.That(lifecycle.State.Staged, Is.EqualTo(version));
    }

    [Test]
    public async Task Rule_that_asks_for_a_review_opens_one_case_for_each_it_is_about()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(ProbingPolicy.Settings(
            folder, app.Address, ProbingPolicy.Text().Replace("duration: 1m", "duration: 1m\n      obligations: [{ review: required }]", StringComparison.Ordinal)));
        foreach (var address in new[] { "127.81.0.1", "127.81.0.1", "127.81.1.1" })
        {
            await ProbeAsync(gateway, address);
        }

        var ledger = gateway.Get<ICaseLedger>();
        await Eventually.HoldsAsync(async () => (await ledger.ListAsync(new CaseQuery())).Count == 2, "both are to be looked at");
        foreach (var opened in await ledger.ListAsync(new CaseQuery()))
        {
            Assert.That((opened.Origin, opened.Policy, opened.OpenedBy), Is.EqualTo((CaseOrigin.Rule, "no-probing", "no-probing")));
            Assert.That(opened.Decision, Is.EqualTo(opened.Id));
            Assert.That((await gateway.RecordedAsync(opened.Decision.ToString())).Flags.HasFlag(DecisionFlags.ReviewRequired), Is.True);
        }
    }

    private static bool IsInShadow(RunningGateway gateway) =>
        gateway.Get<PolicyLifecycle>().Rollout.Live.Policies.Single(p => p.Name == "no-probing").Mode == PolicyMode.Shadow;

    private static SubjectCounts Counts(RunningGateway gateway) =>
        gateway.Get<GuardBook>().Ask(static overturns => overturns.Count("no-probing", 0));

    /// <summary>One person may approve their own version and put it live by a share of their choice.</summary>
    private static GatewaySettings Staging(TempFolder folder, Uri upstream) => ProbingPolicy.Settings(folder, upstream) with
    {
        ConfigurationFile = ConfigurationFile.With(
            folder["gateway.json"], "Policies", new { Lifecycle = "approved", SelfApproval = true, SkipStages = true }),
    };

    private static async Task<string> StageAsync(PolicyLifecycle lifecycle, TempFolder folder, string policy, PolicyExpectation expected)
    {
        Directory.CreateDirectory(folder["draft"]);
        File.WriteAllText(folder["draft/no-probing.yaml"], policy);
        var content = VersionContent.OfFolder(folder["draft"], out _)!;
        LifecycleAnswer[] answers =
        [
            await lifecycle.ProposeAsync(content, PolicyVia.Console, "jane", "try", expectation: expected),
            await lifecycle.ApproveAsync(content.Version, PolicyVia.Console, "ben", "looks right"),
            await lifecycle.StageAsync(content.Version, 1_000, PolicyVia.Console, "ben", "a tenth"),
        ];
        Assert.That(answers.Select(a => $"{a.Refusal} {string.Join(';', a.Problems)}".Trim()), Is.All.Empty);
        return content.Version;
    }

    private static async Task FindSafeAsync(RunningGateway gateway, string address)
    {
        var desk = gateway.Get<CaseDesk>();
        var entity = EntityKey.OfIp(ClientAddress.From(IPAddress.Parse(address)));
        var opened = (await desk.OpenAsync(new CaseRequest("ann", "odd", entity, "no-probing"))).Case!;
        Assert.That(await desk.CloseAsync(opened.Id, Verdict.ConfirmedSafe, "ben", "asked them"), Is.EqualTo(CloseOutcome.Closed));
    }

    private static Task<HttpStatusCode> ProbeAsync(RunningGateway gateway, string address) => GetAsync(gateway, address, "/probe");

    private static async Task<HttpStatusCode> GetAsync(RunningGateway gateway, string address, string path)
    {
        using var client = Client.From(gateway.Address, address);
        return (await client.GetAsync(path)).Status;
    }
}
