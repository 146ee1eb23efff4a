using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Reasons;

/// <summary>Reasons for people, made when somebody asks and not on the way of a request.</summary>
public static class RiskReasons
{
    /// <summary>Explains the score that <paramref name="model"/> gives to one candidate of one decision.</summary>
    /// <param name="model">The model that scored it.</param>
    /// <param name="features">The decision's feature vector.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="top">At most so many contributions, the strongest.</param>
    public static Explanation Explain(
        RiskModel model, ReadOnlySpan<float> features, in CandidateThreat candidate, int top = 8)
    {
        var row = new float[RankerColumns.Count];
        RankerColumns.Fill(features, candidate, row);
        var contributions = new double[RankerColumns.Count];
        var expected = TreeShap.Explain(model.Trees, row, contributions);
        var strongest = Enumerable.Range(0, contributions.Length)
            .Where(column => contributions[column] != 0)
            .OrderByDescending(column => Math.Abs(contributions[column]))
            .Take(top)
            .Select(column => new Contribution(column, row[column], contributions[column]));
        return new Explanation(expected, expected + contributions.Sum(), [.. strongest]);
    }
}
