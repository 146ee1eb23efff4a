using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Numbers;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>What follows from what is assumed of several things together.</summary>
internal static class Consequences
{
    /// <summary>Each round can only narrow; a few of them draw what people write.</summary>
    private const int Rounds = 3;

    /// <summary>False where it cannot be.</summary>
    public static bool Draw(Situation situation)
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var relation in situation.Relations)
            {
                if (!relation.Settle(situation))
                {
                    return false;
                }
            }

            if (!RiskSteps.Draw(situation) || !DrawOrders(situation))
            {
                return false;
            }
        }

        return true;
    }

    private static bool DrawOrders(Situation situation)
    {
        // Which numbers there are does not change here, only what they can be.
        for (var i = 0; i < situation.Count; i++)
        {
            for (var j = 0; j < situation.Count && situation.NumberAt(i) is { } smaller; j++)
            {
                if (i != j && situation.NumberAt(j) is { } larger && NumberOrder.Holds(smaller, larger)
                    && !Order(situation, smaller, larger))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Order(Situation situation, PolicyVariable smaller, PolicyVariable larger)
    {
        var less = situation.Number(smaller);
        var more = situation.Number(larger);
        // Of something unknown nothing follows.
        return less.CanBeUnknown || more.CanBeUnknown
            || (situation.Narrow(larger, new NumberDomain(
                    false, NumberGrid.Double, NumberInterval.Everything with { Low = less.Hull.Low }))
                && situation.Narrow(smaller, new NumberDomain(
                    false, NumberGrid.Double, NumberInterval.Everything with { High = situation.Number(larger).Hull.High })));
    }
}
