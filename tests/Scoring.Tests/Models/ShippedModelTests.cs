using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Tests.Models;

/// <summary>The model in the repository is one that this code can serve, and its card is its own.</summary>
internal sealed class ShippedModelTests
{
    private static readonly RiskModel Shipped = RiskModel.Load(Repository.File("models", "shipped"));

    [Test]
    public void Card_says_where_the_model_comes_from() => Assert.Multiple(() =>
    {
        Assert.That(Shipped.Card.ModelHash, Is.EqualTo(Shipped.Hash));
        Assert.That(Shipped.Card.CatalogueHash, Is.EqualTo(FeatureCatalog.Hash), "retrain it: the catalogue has changed");
        Assert.That(Shipped.Card.Simulated, Is.True);
        Assert.That(Shipped.Card.Command, Does.StartWith("sd train --simulate --seed"));
        Assert.That(Shipped.Card.Limits, Is.Not.Empty);
    });

    [Test]
    public void Model_keeps_to_its_size() => Assert.Multiple(() =>
    {
        Assert.That(Shipped.Trees.TreeCount, Is.InRange(1, 200));
        Assert.That(Shipped.Trees.Depth, Is.InRange(1, 6));
        Assert.That(new FileInfo(Repository.File("models", "shipped", "model.json")).Length, Is.LessThan(2 * 1024 * 1024));
    });

    [Test]
    public void A_surer_detector_never_means_less_risk()
    {
        var row = new float[RankerColumns.Count];
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = random.Next(4) == 0 ? float.NaN : random.Next(40);
            }

            var last = 0f;
            for (var triage = 0f; triage <= 1; triage += 0.02f)
            {
                row[RankerColumns.Triage] = triage;
                var risk = Shipped.Probability(row);
                Assert.That(risk, Is.GreaterThanOrEqualTo(last - 1e-6f));
                last = risk;
            }
        }
    }
}
