using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>
/// A rule of which the proofs say that it has no effect can be left out: the set decides the same without it, whatever is asked.
/// </summary>
[TestFixture]
internal sealed class ShadowPropertyTests
{
    private const int Tried = 60;

    private static readonly string[] Codes = ["shadowed", "contradiction", "never-fires"];

    private static readonly string[] Conditions =
    [
        "f.ip.requests_5m > 1", "f.ip.requests_5m > 3", "f.ip.requests_5m >= 2", "f.ip.requests_5m > 1 && request.is_browser",
        "f.ip.requests_5m > 1 && !request.is_browser", "f.ip.requests_5m > 3 && f.ip.requests_5m < 2", "f.ip.requests_1h > 1",
        "f.ip.requests_5m > 3 || request.is_browser", "request.path.startsWith('/api')", "request.path == '/api/v1'",
        "threat('scraping') > 0.5", "risk.score >= 0.25", "f.ip.requests_5m > 2.0 * f.ip.requests_1h", "f.ip.requests_5m > 6 && account.known",
    ];

    private static readonly string[] Actions =
    [
        "action: allow, override: true", "action: allow", "action: challenge, scope: ip, duration: 15m",
        "action: challenge, scope: ip, duration: 5m, challenge: step-up", "action: challenge, scope: account, duration: 15m",
        "action: throttle, scope: ip, duration: 15m", "action: throttle, scope: ip, duration: 5m, bypass: true",
        "action: throttle, scope: account, duration: 5m", "action: revoke, scope: session, duration: 1h",
        "action: revoke, scope: session, duration: 1d, bypass: true", "action: throttle, scope: ip, duration: 5m, obligations: [{ tag: a }]",
        "action: revoke, scope: account, duration: 1h, obligations: [{ review: required }]",
        "action: throttle, scope: ip, duration: 5m, escalate: [1h]",
    ];

    private static readonly string[] Matches =
        ["", "match: { operations: [login] }", "match: { operations: [login, page] }", "match: { routes: [login] }", "rollout: 50"];

    private static readonly string[] Modes = ["enforce", "enforce", "enforce", "shadow"];

    [Test]
    public void Rule_that_is_said_to_have_no_effect_can_be_left_out()
    {
        var left = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(20260105, 31), Prop.ForAll(
            Arb.From(Gen.Choose(1, int.MaxValue)),
            seed =>
            {
                var random = new Random(seed);
                var rules = Enumerable.Range(0, random.Next(2, 5)).Select(i => Rule(random, i)).ToList();
                var heads = new[] { Head(random, "one"), Head(random, "two") };
                var all = Load(heads, rules);
                var dead = all.Warnings.FirstOrDefault(w => Codes.Contains(w.Code));
                if (dead is null)
                {
                    return true;
                }

                left++;
                var name = dead.Path.Split('/')[1];
                // An override that is bypassed wins never, and still keeps weaker rules from acting.
                var isBypassed = dead.Message.Contains("lets nobody through", StringComparison.Ordinal);
                var without = isBypassed ? all : Load(heads, rules.Where(r => r.Name != name).ToList());
                return Enumerable.Range(0, Tried).All(_ => IsWithoutEffect(RandomDecisions.Next(random), name, all.Set!, without.Set!))
                    ? true
                    : throw new AssertionException($"{dead}\n{string.Concat(heads)}{string.Concat(rules)}");
            }));
        Assert.That(left, Is.GreaterThan(300), "few rules were left out, so little was tried");
    }

    private static (string Name, bool IsFirst, string Text) Rule(Random random, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"rule-{index}");
        return (name, random.Next(2) == 0, $$"""
              - name: {{name}}
                when: "{{Conditions[random.Next(Conditions.Length)]}}"
                then: { {{Actions[random.Next(Actions.Length)]}} }
                reason_code: A_REASON
                reason: A reason in plain words.

            """);
    }

    private static string Head(Random random, string name) => $$"""
        name: {{name}}
        owner: security
        description: For a test.
        threat: scraping
        mode: {{Modes[random.Next(Modes.Length)]}}
        {{Matches[random.Next(Matches.Length)]}}
        tests: [{ name: any, expect: { action: allow } }]
        rules:

        """;

    private static PolicyLoadResult Load(string[] heads, List<(string Name, bool IsFirst, string Text)> rules)
    {
        // A policy needs a rule: one that nothing is said of.
        const string Idle = """
              - name: idle
                when: "request.host == 'nowhere'"
                then: { action: allow }
                reason_code: A_REASON
                reason: A reason in plain words.

            """;
        using var folder = new TempFolder();
        File.WriteAllText(folder["1.yaml"], heads[0] + string.Concat(rules.Where(r => r.IsFirst).Select(r => r.Text)) + Idle);
        File.WriteAllText(folder["2.yaml"], heads[1] + string.Concat(rules.Where(r => !r.IsFirst).Select(r => r.Text)) + Idle);
        var result = PolicyLoader.Load(folder.Path);
        return result.Set is null ? throw new InvalidOperationException(string.Join('\n', result.Problems)) : result;
    }

    private static bool IsWithoutEffect(Decision decision, string rule, PolicySet all, PolicySet without)
    {
        var again = new Decision { Event = decision.Event, Risk = decision.Risk };
        decision.Features.CopyTo(again.Features, 0);
        again.Candidates.CopyFrom(decision.Candidates);
        all.Decide(decision);
        without.Decide(again);
        return !decision.Rules.Any(r => r.Rule == rule && r.Outcome is (RuleOutcome.Won or RuleOutcome.WonInShadow))
            && decision.Action == again.Action && decision.ShadowAction == again.ShadowAction
            && decision.DurationMs == again.DurationMs && decision.ChallengeKind == again.ChallengeKind
            && decision.Obligations.SequenceEqual(again.Obligations)
            && decision.Issued.Select(Facts).SequenceEqual(again.Issued.Select(Facts));
    }

    private static (EntityKey, ActionKind, ChallengeKind, long, uint) Facts(Restriction r) =>
        (r.Entity, r.Action, r.Challenge, r.UntilMs, r.Operations);
}
