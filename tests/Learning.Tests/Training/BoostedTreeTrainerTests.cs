using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Learning.Evaluation;
using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Learning.Tests.Training;

internal sealed class BoostedTreeTrainerTests
{
    private static readonly TrainingOptions Small = new() { Trees = 12, MaxDepth = 4, EarlyStopping = 0, Threads = 1 };

    [Test]
    public void Same_seed_gives_the_same_file_whatever_the_threads()
    {
        var rows = RandomRows.Make(1_500, seed: 3);
        var sampled = Small with { RowSample = 0.7, ColumnSample = 0.4, Seed = 9 };

        var one = Write(BoostedTreeTrainer.Train(rows, null, sampled));
        var four = Write(BoostedTreeTrainer.Train(rows, null, sampled with { Threads = 4 }));
        var other = Write(BoostedTreeTrainer.Train(rows, null, sampled with { Seed = 10 }));

        Assert.Multiple(() =>
        {
            Assert.That(four, Is.EqualTo(one));
            Assert.That(other, Is.Not.EqualTo(one));
        });
    }

    [Test]
    public void Trees_rank_rows_they_have_not_seen()
    {
        var trees = BoostedTreeTrainer.Train(RandomRows.Make(6_000, seed: 1), null, Small with { Trees = 40 });
        var held = RandomRows.Make(3_000, seed: 2);

        var model = RiskModel.Parse(Write(trees));
        var auc = ModelEvaluation.Of(model, held).All.Auc;

        // The truth itself is drawn at random; a perfect model reaches about 0.80 here.
        Assert.That(auc, Is.GreaterThan(0.77));
    }

    [Test]
    public void Served_margin_is_the_trained_margin()
    {
        var trees = BoostedTreeTrainer.Train(RandomRows.Make(2_000, seed: 1), null, Small);
        var model = RiskModel.Parse(Write(trees));
        var rows = RandomRows.Make(500, seed: 2);

        for (var row = 0; row < rows.Count; row++)
        {
            Assert.That(model.Trees.Margin(rows.Row(row)), Is.EqualTo(trees.Margin(rows.Row(row))).Within(1e-5));
        }
    }

    [Test]
    public void A_monotone_column_never_lowers_the_score()
    {
        var names = new[] { "x", "y" };
        var random = new SeededRandom(5);
        var rows = new TrainingSet(names);
        for (var i = 0; i < 4_000; i++)
        {
            // Truth falls in the middle, which the constraint forbids to be learned.
            float x = (float)random.Unit(), y = (float)random.Unit();
            var rate = x is > 0.4f and < 0.6f ? 0.1 : 0.2 + (0.6 * x * y);
            rows.Add([x, y], new RowLabel(random.Unit() < rate));
        }

        var constrained = BoostedTreeTrainer.Train(
            rows, null, Small with { Trees = 40, Monotone = new Dictionary<string, int> { ["x"] = 1 } });
        var free = BoostedTreeTrainer.Train(rows, null, Small with { Trees = 40 });

        Assert.Multiple(() =>
        {
            Assert.That(Falls(constrained), Is.Zero);
            Assert.That(Falls(free), Is.GreaterThan(0), "the data tempts: without the constraint the score does fall");
        });

        static int Falls(BoostedTrees trees)
        {
            var falls = 0;
            for (var y = 0f; y <= 1; y += 0.05f)
            {
                for (var x = 0f; x < 1; x += 0.01f)
                {
                    falls += trees.Margin([x + 0.01f, y]) < trees.Margin([x, y]) - 1e-9 ? 1 : 0;
                }
            }

            return falls;
        }
    }

    [Test]
    public void Missing_itself_is_learned_even_where_every_known_value_is_the_same()
    {
        var rows = new TrainingSet(["x"]);
        for (var i = 0; i < 400; i++)
        {
            rows.Add([i % 2 == 0 ? float.NaN : 5], new RowLabel(i % 2 == 0));
        }

        var trees = BoostedTreeTrainer.Train(rows, null, Small);

        Assert.Multiple(() =>
        {
            Assert.That(trees.Margin([float.NaN]), Is.GreaterThan(1));
            Assert.That(trees.Margin([5]), Is.LessThan(-1));
        });
    }

    [Test]
    public void Excluded_columns_are_never_split_on()
    {
        var trees = BoostedTreeTrainer.Train(
            RandomRows.Make(1_500, seed: 1), null, Small with { Excluded = [RankerColumns.Names[1]] });

        var used = trees.Trees.SelectMany(t => Enumerable.Range(0, t.Count).Where(n => !t.IsLeaf(n)).Select(n => t.Column[n]));
        Assert.That(used, Is.Not.Empty.And.None.EqualTo(1));
    }

    [Test]
    public void Training_stops_when_unseen_rows_no_longer_gain()
    {
        var options = Small with { Trees = 400, LearningRate = 0.5, EarlyStopping = 5, ColumnSample = 0.2 };

        var trees = BoostedTreeTrainer.Train(RandomRows.Make(800, seed: 1), RandomRows.Make(800, seed: 2), options);

        Assert.That(trees.Count, Is.InRange(1, 100));
    }

    [Test]
    public void A_leaf_answers_the_regularised_mean()
    {
        var rows = new TrainingSet(["x"]);
        for (var i = 0; i < 100; i++)
        {
            rows.Add([i < 50 ? 0 : 1], new RowLabel(i >= 40));
        }

        var trees = BoostedTreeTrainer.Train(rows, null, Small with { Trees = 1, MaxDepth = 1, LearningRate = 1, Lambda = 2 });

        // By hand: base 0.6; left 10 of 50 positive, G = 50 * 0.6 - 10, H = 50 * 0.24; weight -G / (H + lambda).
        var expected = Math.Log(0.6 / 0.4) - (20 / (12.0 + 2));
        Assert.That(trees.Margin([0]), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Rows_of_one_kind_only_are_refused()
    {
        var rows = new TrainingSet(["x"]);
        rows.Add([1], new RowLabel(true));

        Assert.That(
            () => BoostedTreeTrainer.Train(rows, null, Small),
            Throws.ArgumentException.With.Message.Contains("rows of both kinds"));
    }

    [Test]
    public void Every_bad_option_is_named_at_once() => Assert.That(
        () => new TrainingOptions { Trees = 0, MaxDepth = 99, LearningRate = double.NaN }.Validate(),
        Throws.ArgumentException.With.Message.Contains("Trees").And.Message.Contains("MaxDepth")
            .And.Message.Contains("LearningRate"));

    private static byte[] Write(BoostedTrees trees) => XgboostModelWriter.Write(trees, new Dictionary<string, string>());
}
