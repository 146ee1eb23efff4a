using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Engine.Tests.Support;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Engine.Tests.Rehearsing;

internal sealed class RehearsalTests
{
    private static readonly VersionContent Allowing = Version("f.ip.logins_5m > 1000000");
    private static readonly VersionContent Stopping = Version("f.ip.logins_5m > 2");

    [Test]
    public async Task Version_in_shadow_says_what_it_would_have_done_and_does_nothing()
    {
        using var bench = await Bench.StartAsync(rehearsed: 10_000);
        await bench.StageAsync(0);
        var engine = new EngineUnderTest(rollout: bench.Lifecycle.Rollout);

        var decisions = engine.FailLogins(6);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decisions.Select(d => d.Action), Is.All.EqualTo(ActionKind.Allow));
            Assert.That(decisions.Select(d => d.PolicySetHash), Is.All.EqualTo(Allowing.Version[..16]));
            Assert.That(decisions.Select(d => d.CandidateHash), Is.All.EqualTo(Stopping.Version[..16]));
            Assert.That(decisions[0].CandidateAction, Is.EqualTo(ActionKind.Allow));
            Assert.That(decisions[^1].CandidateAction, Is.EqualTo(ActionKind.Throttle));
            Assert.That(decisions.SelectMany(d => d.Issued), Is.Empty, "it leaves nothing behind");
            Assert.That(decisions.SelectMany(d => d.Rules), Is.Empty, "rules recorded are those of the set that decided");
        }
    }

    [Test]
    public async Task Only_its_share_of_requests_is_rehearsed()
    {
        using var bench = await Bench.StartAsync(rehearsed: 1_000);
        await bench.StageAsync(0);
        var engine = new EngineUnderTest(rollout: bench.Lifecycle.Rollout);

        var decisions = Enumerable.Range(0, 5_000)
            .Select(i => engine.Decide(SampleEvents.Request(account: $"account{i}", ip: $"10.0.{i / 250}.{i % 250}", atMs: i))).ToList();

        Assert.That(decisions.Count(d => d.CandidateHash.Length > 0), Is.InRange(390, 610), "10 % of 5,000, five standard deviations about");
    }

    [Test]
    public async Task Staged_version_decides_for_its_accounts_and_its_decisions_are_remade_from_its_hash()
    {
        using var bench = await Bench.StartAsync(rehearsed: 10_000);
        await bench.StageAsync(1_000);
        var engine = new EngineUnderTest(rollout: bench.Lifecycle.Rollout);

        var decisions = Enumerable.Range(0, 400)
            .SelectMany(i => Enumerable.Range(0, 4).Select(n => engine.FailLogin((i * 10) + n, ip: $"10.1.{i / 250}.{i % 250}", account: $"a{i}")))
            .ToList();
        var byStaged = decisions.Where(d => d.PolicySetHash == Stopping.Version[..16]).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(byStaged.Select(d => d.Event.Account).Distinct().Count(), Is.InRange(15, 70));
            Assert.That(byStaged.Select(d => d.Action), Has.Some.EqualTo(ActionKind.Throttle));
            Assert.That(
                decisions.Except(byStaged).Select(d => d.Action), Is.All.EqualTo(ActionKind.Allow), "the rest is decided by the live one");
            Assert.That(decisions.Select(d => d.CandidateHash), Is.All.Empty, "only shadow rehearses");
            foreach (var decision in byStaged)
            {
                var set = bench.Lifecycle.FindSet(decision.PolicySetHash)!;
                Assert.That(new Engine.Remaking.DecisionRemaker(engine.Ranker, set).Remake(decision).Differences, Is.Empty);
            }
        }
    }

    private static VersionContent Version(string when)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.yaml"], $$"""
            name: a-policy
            owner: security
            description: For a test.
            threat: credential_stuffing
            mode: enforce
            rules:
              - name: a-rule
                when: {{when}}
                then: { action: throttle, scope: ip, duration: 15m }
                reason_code: A_REASON
                reason: A reason in plain words.
            tests:
              - name: quiet
                expect: { action: allow }
            """);
        return VersionContent.OfFolder(folder.Path, out _)!;
    }

    private sealed class Bench : IDisposable
    {
        private readonly TempFolder _folder = new();

        private Bench(int rehearsed) => Lifecycle = new PolicyLifecycle(
            new PolicyLifecycleOptions { Rehearsed = rehearsed, Regime = PolicyRegime.None },
            new VersionStore(_folder["policies"]),
            static (_, _) => Task.CompletedTask,
            TimeProvider.System,
            NullLogger<PolicyLifecycle>.Instance);

        public PolicyLifecycle Lifecycle { get; }

        public static async Task<Bench> StartAsync(int rehearsed)
        {
            var bench = new Bench(rehearsed);
            var problems = await bench.Lifecycle.StartAsync(new FolderVersion(
                Allowing, VersionCheck.Of(Allowing), PolicyVia.Folder, ["folder"], [], "", ""));
            Assert.That(problems, Is.Empty);
            return bench;
        }

        public async Task StageAsync(int share)
        {
            await Lifecycle.ProposeAsync(Stopping, PolicyVia.Console, "ann", "stricter");
            var staged = await Lifecycle.StageAsync(Stopping.Version, share, PolicyVia.Console, "bob", "try it");
            Assert.That(staged.Refusal, Is.Null);
        }

        public void Dispose()
        {
            Lifecycle.Dispose();
            _folder.Dispose();
        }
    }
}
