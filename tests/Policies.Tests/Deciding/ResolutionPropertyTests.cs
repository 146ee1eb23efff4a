using FsCheck;
using FsCheck.Fluent;

namespace SecurityDecisioning.Policies.Tests.Deciding;

/// <summary>What holds of every set of policies, every request and every snooze.</summary>
internal sealed class ResolutionPropertyTests
{
    private const int Decisions = 10;

    [Test]
    public void Reference_resolver_comes_to_the_same() => ForAny((random, policies, set) =>
    {
        var decision = AnyRules.Decision(random, policies);
        set.Decide(decision);
        var expected = ReferenceResolver.Resolve(policies, decision);
        Assert.That((decision.Action, decision.ShadowAction), Is.EqualTo((expected.Action, expected.Shadow)));
        Assert.That(NameOf(decision.Winner), Is.EqualTo(expected.Winner?.Name));
        Assert.That(NameOf(decision.ShadowWinner), Is.EqualTo(expected.ShadowWinner?.Name ?? expected.Winner?.Name));
        Assert.That(decision.Rules.Select(r => NameOf(r)), Is.EqualTo(expected.All.Select(f => f.Name)));
    });

    [Test]
    public void Every_loser_is_told_by_whom_it_was_beaten_and_by_what() => ForAny((random, policies, set) =>
    {
        var decision = AnyRules.Decision(random, policies);
        set.Decide(decision);
        var expected = ReferenceResolver.Resolve(policies, decision);
        var specificity = policies.ToDictionary(p => p.Name, p => p.Specificity);
        for (var i = 0; i < decision.Rules.Count; i++)
        {
            var (rule, fired) = (decision.Rules[i], expected.All[i]);
            Assert.That(rule.Outcome == RuleOutcome.Snoozed, Is.EqualTo(fired.Snoozed), "snoozed");
            Assert.That(
                rule.Outcome == RuleOutcome.NotRolledOut,
                Is.EqualTo(!fired.Snoozed && !fired.Enforced && rule.Mode == PolicyMode.Enforce && fired != expected.ShadowWinner), "rollout");
            if (decision.WhoBeat(rule) is not { } winner || rule.Outcome == RuleOutcome.NotRolledOut)
            {
                Assert.That(rule.Won || rule.Outcome is RuleOutcome.Snoozed or RuleOutcome.NotRolledOut, "nobody beat it");
                continue;
            }

            var won = expected.All.Single(f => f.Name == NameOf(winner));
            switch (rule.Outcome)
            {
                case RuleOutcome.AllowOverride:
                    Assert.That(fired.Rule is { Override: false, Bypass: false } && (won.Rule.Override || won.Rule.Bypass));
                    break;
                case RuleOutcome.LessSpecific:
                    Assert.That(specificity[rule.Policy], Is.LessThan(specificity[winner.Policy]));
                    break;
                case RuleOutcome.Later:
                    Assert.That(specificity[rule.Policy], Is.EqualTo(specificity[winner.Policy]));
                    Assert.That(fired.Place, Is.GreaterThan(won.Place));
                    break;
                default:
                    Assert.That(rule.Outcome, Is.EqualTo(RuleOutcome.Weaker));
                    break;
            }
        }
    });

    [Test]
    public void Order_matters_only_between_equals() => ForAny((random, policies, set) =>
    {
        var decision = AnyRules.Decision(random, policies);
        set.Decide(decision);
        var shuffled = policies.ToArray();
        random.Shuffle(shuffled);
        var other = Again(decision, MadePolicy.Set(shuffled));

        Assert.That((other.Action, other.ShadowAction), Is.EqualTo((decision.Action, decision.ShadowAction)));
        Assert.That(other.ChallengeKind, Is.EqualTo(decision.ChallengeKind));
        Assert.That(Specificity(other), Is.EqualTo(Specificity(decision)));

        int? Specificity(Decision d) => d.Winner is { } w ? policies.Single(p => p.Name == w.Policy).Specificity : null;
    });

    [Test]
    public void Shadow_policy_changes_nothing_that_is_done() => ForAny((random, policies, set) =>
    {
        var decision = AnyRules.Decision(random, policies);
        set.Decide(decision);
        var added = AnyRules.Policy(random, "added") with { Mode = PolicyMode.Shadow };
        var at = random.Next(policies.Count + 1);
        var other = Again(decision, MadePolicy.Set([.. policies[..at], added, .. policies[at..]]));

        Assert.That(
            (other.Action, other.ChallengeKind, other.DurationMs, other.Flags),
            Is.EqualTo((decision.Action, decision.ChallengeKind, decision.DurationMs, decision.Flags)));
        Assert.That(other.Obligations, Is.EqualTo(decision.Obligations));
        Assert.That(NameOf(other.Winner), Is.EqualTo(NameOf(decision.Winner)));
        Assert.That(other.Issued.Select(Told), Is.EqualTo(decision.Issued.Select(Told)));
    });

    [Test]
    public void Override_lets_through_all_but_what_bypasses_it() => ForAny((random, policies, set) =>
    {
        var plain = AnyRules.Decision(random, policies);
        set.Decide(plain);
        var allow = new MadePolicy("vip", new MadeRule("true", ActionKind.Allow, EntityKind.None, 0) { Override = true });
        var overridden = Again(plain, MadePolicy.Set([.. policies, allow]));
        var bypasses = ReferenceResolver.Resolve(policies, plain).All
            .Where(f => f is { Enforced: true, Snoozed: false, Rule.Bypass: true }).Select(f => f.Name).ToList();

        Assert.That(overridden.Flags.HasFlag(DecisionFlags.Overridden));
        Assert.That(overridden.Action, Is.LessThanOrEqualTo(plain.Action));
        if (overridden.Action != ActionKind.Allow)
        {
            Assert.That(bypasses, Does.Contain(NameOf(overridden.Winner)));
        }

        Assert.That(overridden.Issued.Count == 0 || bypasses.Count > 0);
        var losers = overridden.Rules.Where(r => r.Outcome == RuleOutcome.AllowOverride);
        Assert.That(losers.Select(r => NameOf(r)), Is.Not.SubsetOf(bypasses).Or.Empty);
    });

    [Test]
    public void Snoozing_all_is_having_none() => ForAny((random, policies, set) =>
    {
        var decision = AnyRules.Decision(random, policies);
        decision.Snoozed.AddRange(policies.Select(p => p.Name));
        set.Decide(decision);

        Assert.That((decision.Action, decision.ShadowAction, decision.Issued.Count), Is.EqualTo((ActionKind.Allow, ActionKind.Allow, 0)));
        Assert.That(decision.Rules.TrueForAll(r => r.Outcome == RuleOutcome.Snoozed));
    });

    private static void ForAny(Action<Random, List<MadePolicy>, PolicySet> holds) => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var policies = AnyRules.Policies(random);
            var set = MadePolicy.Set(policies);
            for (var i = 0; i < Decisions; i++)
            {
                holds(random, policies, set);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Decision Again(Decision decision, PolicySet set)
    {
        var again = new Decision { Event = decision.Event };
        decision.Features.CopyTo(again.Features, 0);
        decision.Repeats.CopyTo(again.Repeats, 0);
        again.Snoozed.AddRange(decision.Snoozed);
        set.Decide(again);
        return again;
    }

    private static string? NameOf(FiredRule? rule) => rule is { } r ? $"{r.Policy}/{r.Rule}" : null;

    private static object Told(Restriction r) => (r.Entity, r.Action, r.Challenge, r.UntilMs, r.Owner);
}
