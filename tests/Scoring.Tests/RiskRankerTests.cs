using SecurityDecisioning.Scoring.Detectors;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Tests;

internal sealed class RiskRankerTests
{
    private static readonly SecurityEvent Login = SampleEvents.Request(Operation.Login, account: "alice");

    private static readonly float[] Attack = FeatureVector.Script(
        ("ip.login_failed_5m", 40), ("ip.distinct_accounts_5m", 41), ("account.login_failed_5m", 9), ("ip.requests_5m", 50));

    [Test]
    public void Without_a_model_triage_stands()
    {
        var ranker = new RiskRanker(DetectorSet.Default);
        var slate = Propose(ranker);

        var hash = ranker.Score(Attack, slate);

        Assert.That(hash, Is.Empty.And.EqualTo(ranker.ModelHash));
        Assert.That(slate.Count, Is.GreaterThan(1));
        foreach (var candidate in slate.Items.ToArray())
        {
            Assert.That(candidate.Probability, Is.EqualTo(candidate.Triage));
        }
    }

    [Test]
    public void With_a_model_each_candidate_gets_the_probability_of_its_own_row()
    {
        var model = RiskModel.Parse(TinyModel.Bytes());
        var ranker = new RiskRanker(DetectorSet.Default, model);
        var slate = Propose(ranker);

        var hash = ranker.Score(Attack, slate);

        Assert.That(hash, Is.EqualTo(model.Hash).And.EqualTo(ranker.ModelHash));
        foreach (var candidate in slate.Items.ToArray())
        {
            var row = new float[RankerColumns.Count];
            RankerColumns.Fill(Attack, candidate, row);
            Assert.That(row[RankerColumns.Of(candidate.Threat)], Is.EqualTo(1));
            Assert.That(candidate.Probability, Is.EqualTo(model.Probability(row)));
        }
    }

    [Test]
    public void Models_change_whole_and_triage_comes_back_without_one()
    {
        var ranker = new RiskRanker(DetectorSet.Default);
        ranker.Use(RiskModel.Parse(TinyModel.Bytes()));
        var scored = Propose(ranker);
        ranker.Score(Attack, scored);
        ranker.Use(null);
        var unscored = Propose(ranker);
        ranker.Score(Attack, unscored);

        Assert.Multiple(() =>
        {
            Assert.That(scored.Items[0].Probability, Is.Not.EqualTo(scored.Items[0].Triage));
            Assert.That(unscored.Items[0].Probability, Is.EqualTo(unscored.Items[0].Triage));
        });
    }

    [Test]
    public void Proposing_and_scoring_allocate_nothing()
    {
        var ranker = new RiskRanker(DetectorSet.Default, RiskModel.Parse(TinyModel.Bytes()));
        var slate = new CandidateSlate();
        Round();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Round();
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Round()
        {
            slate.Clear();
            ranker.Propose(Login, Attack, slate);
            ranker.Score(Attack, slate);
        }
    }

    [Test]
    public void Columns_have_names_of_their_own() => Assert.Multiple(() =>
    {
        Assert.That(RankerColumns.Names, Has.Count.EqualTo(RankerColumns.Count).And.Unique);
        Assert.That(RankerColumns.ByName["candidate.api_abuse"], Is.EqualTo(RankerColumns.Of(Threat.ApiAbuse)));
        Assert.That(RankerColumns.ByName["candidate.triage"], Is.EqualTo(RankerColumns.Triage));
        Assert.That(RankerColumns.ByName["ip.requests_5m"], Is.EqualTo(FeatureCatalog.IndexOf("ip.requests_5m")));
    });

    private static CandidateSlate Propose(RiskRanker ranker)
    {
        var slate = new CandidateSlate();
        ranker.Propose(Login, Attack, slate);
        return slate;
    }
}
