using SecurityDecisioning.Cli.Backtesting;
using SecurityDecisioning.Policies;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

internal sealed class BacktestBoundTests
{
    [TestCase("changed>2", null)]
    [TestCase("changed>1", "changed>1: it is 2")]
    [TestCase("changed > 50%", null)]
    [TestCase("changed>10%", "changed>10%: it is 50 %")]
    [TestCase("stronger<1", null)]
    [TestCase("milder>0.5", "milder>0.5: it is 1")]
    [TestCase("precision<0.4", null)]
    [TestCase("precision<60%", "precision<60%: it is 50 %")]
    [TestCase("recall<1", null)]
    [TestCase("clean-accounts>1%", "clean-accounts>1% cannot be told: nothing was there to count")]
    public void Bound_that_is_broken_says_what_it_found(string text, string? expected) =>
        Assert.That(BacktestBound.Parse(text).Broken(Report()), Is.EqualTo(expected));

    [TestCase("changed")]
    [TestCase("changed>")]
    [TestCase("changed>-1")]
    [TestCase("changed>1e9")]
    [TestCase("surprise>1")]
    [TestCase(">1")]
    [TestCase("")]
    public void Text_that_is_no_bound_is_refused_with_an_example(string text) =>
        Assert.That(() => BacktestBound.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("clean-accounts>10"));

    /// <summary>Four decisions: one becomes stronger, one milder, two stay.</summary>
    private static BacktestReport Report()
    {
        var tally = new BatchTally { Decisions = 4, Decided = 4 };
        Count(ActionKind.Allow, ActionKind.Challenge, isAttack: true);
        Count(ActionKind.Throttle, ActionKind.Challenge, isAttack: false);
        Count(ActionKind.Allow, ActionKind.Allow, isAttack: false);
        Count(ActionKind.Allow, ActionKind.Allow, isAttack: false);
        return new BacktestReport
        {
            Plan = new BacktestPlan { New = PolicySet.Empty }, Tally = tally, Blast = new BlastRadius(), OutOfRange = 0, Damage = [],
            IsComplete = true, Elapsed = TimeSpan.FromSeconds(1),
        };

        void Count(ActionKind old, ActionKind now, bool isAttack)
        {
            tally.Actions.Count(old, now);
            tally.Truth.Count(isAttack, old, now);
        }
    }
}
