using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Tests.Decisions;

internal sealed class OutcomeWordsTests
{
    private static readonly FiredRule Winner = Rule("strict/busy", RuleOutcome.Won, ActionKind.Throttle);

    [TestCase(RuleOutcome.Weaker, "Beaten by strict/busy, which asks for something stronger: throttle over challenge")]
    [TestCase(RuleOutcome.LessSpecific, "Beaten by strict/busy, whose policy names the request more closely")]
    [TestCase(RuleOutcome.Later, "Beaten by strict/busy, which comes first in order")]
    [TestCase(RuleOutcome.AllowOverride, "Overridden by strict/busy")]
    [TestCase(RuleOutcome.Snoozed, "Did not count: the policy is snoozed for this client")]
    [TestCase(RuleOutcome.NotRolledOut, "Did not count: the policy's rollout does not reach this client yet")]
    [TestCase(RuleOutcome.WonInShadow, "Would have won; the policy's rollout does not reach this client yet")]
    [TestCase(RuleOutcome.Lost, "Outranked")]
    public void Loser_is_told_by_whom_and_by_what(RuleOutcome outcome, string words)
    {
        var loser = Rule("mild/some", outcome, ActionKind.Challenge);
        var decision = new Decision();
        decision.Rules.AddRange([Winner, loser]);

        Assert.That(OutcomeWords.Of(decision, loser), Is.EqualTo(words));
    }

    [Test]
    public void Every_outcome_has_words_of_its_own()
    {
        var decision = new Decision();
        decision.Rules.Add(Winner);

        Assert.That(RuleOutcomes.All.Select(o => OutcomeWords.Of(decision, Rule("a/b", o, ActionKind.Challenge))), Is.Unique);
        Assert.That(RuleOutcomes.All.Select(RuleOutcomes.NameOf), Is.Unique);
    }

    private static FiredRule Rule(string name, RuleOutcome outcome, ActionKind action) => new(
        name.Split('/')[0], name.Split('/')[1], PolicyMode.Enforce, action, outcome, Threat.None, "", "");
}
