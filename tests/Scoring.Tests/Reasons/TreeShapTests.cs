using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Scoring.Reasons;

namespace SecurityDecisioning.Scoring.Tests.Reasons;

internal sealed class TreeShapTests
{
    private static readonly int Triage = RankerColumns.Triage;
    private static readonly int Requests = FeatureCatalog.IndexOf("ip.requests_5m");

    /// <summary>Both columns known, one, the other, none: Shapley's formula over the four subsets, by hand.</summary>
    [Test]
    public void Shares_of_two_columns_are_shapleys()
    {
        var contributions = new double[RankerColumns.Count];
        var row = new float[RankerColumns.Count];
        row[Triage] = 0.9f;
        row[Requests] = 3;

        var start = TreeShap.Explain(RiskModel.Parse(TinyModel.Bytes()).Trees, row, contributions);

        // Weights of the training rows: left 4 of 10; below right, 4 of 6 and 2 of 6.
        const double below = (0.5 * 4 / 6) + (2.0 * 2 / 6);
        const double nothing = (0.4 * -1) + (0.6 * below);
        const double onlyTriage = below;
        const double onlyRequests = (0.4 * -1) + (0.6 * 0.5);
        const double both = 0.5;
        Assert.Multiple(() =>
        {
            Assert.That(start, Is.EqualTo(nothing).Within(1e-9));
            Assert.That(contributions[Triage], Is.EqualTo(((onlyTriage - nothing) + (both - onlyRequests)) / 2).Within(1e-9));
            Assert.That(contributions[Requests], Is.EqualTo(((onlyRequests - nothing) + (both - onlyTriage)) / 2).Within(1e-9));
        });
    }

    [Test]
    public void Base_and_contributions_add_up_to_the_margin()
    {
        var model = RiskModel.Parse(TinyModel.Bytes());
        var features = FeatureVector.Of(("ip.requests_5m", 40));
        var candidate = new CandidateThreat { Threat = Threat.Scraping, Triage = 0.8f };

        var explanation = RiskReasons.Explain(model, features, candidate);

        Assert.Multiple(() =>
        {
            Assert.That(explanation.Margin, Is.EqualTo(2).Within(1e-6));
            Assert.That(
                explanation.Base + explanation.Contributions.Sum(c => c.LogOdds), Is.EqualTo(explanation.Margin).Within(1e-9));
            Assert.That(explanation.Contributions.Select(c => c.Name), Is.EquivalentTo(new[] { "candidate.triage", "ip.requests_5m" }));
            Assert.That(explanation.Contributions[0].Value, Is.EqualTo(0.8f));
        });
    }

    [Test]
    public void A_branch_that_no_training_row_took_breaks_nothing()
    {
        var model = RiskModel.Parse(TinyModel.Bytes(m => m.Tree()["sum_hessian"] = TinyModel.Array("10,10,0,0,0")));
        var row = new float[RankerColumns.Count];
        row[Triage] = 0.9f;
        var contributions = new double[RankerColumns.Count];

        var start = TreeShap.Explain(model.Trees, row, contributions);

        Assert.That(start + contributions.Sum(), Is.EqualTo(model.Trees.Margin(row)).Within(1e-9));
    }
}
