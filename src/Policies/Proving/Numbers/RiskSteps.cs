using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Numbers;

/// <summary><c>risk.level</c> is a name for where <c>risk.score</c> lies: what is assumed of one holds of the other.</summary>
internal static class RiskSteps
{
    private static readonly PolicyVariable Score = (PolicyVariable)PolicyVocabulary.Environment.Find("risk.score")!;
    private static readonly PolicyVariable Level = (PolicyVariable)PolicyVocabulary.Environment.Find("risk.level")!;

    private static readonly (RiskLevel Level, NumberInterval Scores)[] Steps =
    [
        (RiskLevel.Low, new NumberInterval(double.NegativeInfinity, RiskLevels.MediumFrom, false, true)),
        (RiskLevel.Medium, new NumberInterval(RiskLevels.MediumFrom, RiskLevels.HighFrom, false, true)),
        (RiskLevel.High, new NumberInterval(RiskLevels.HighFrom, double.PositiveInfinity)),
    ];

    /// <summary>False where it cannot be.</summary>
    public static bool Draw(Situation situation)
    {
        if (!situation.IsAssumed(Level))
        {
            return true;
        }

        var levels = situation.Text(Level);
        var left = Array.FindAll(Steps, s => levels.Contains(RiskLevels.NameOf(s.Level)));
        return situation.Narrow(Score, new NumberDomain(false, NumberGrid.Double, Array.ConvertAll(left, s => s.Scores)));
    }
}
