using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Learning.Evaluation;
using SecurityDecisioning.Learning.Training;

namespace SecurityDecisioning.Learning.Tests.Training;

/// <summary>Quality on public data: the Adult census, which XGBoost 1.7.4 ranks with an AUC of 0.9282 on its test part.</summary>
internal sealed class AdultCensusTests
{
    private const double XgboostAuc = 0.9282;

    private static readonly int[] Numeric = [0, 2, 4, 10, 11, 12];

    [Test]
    public void Trainer_is_as_good_as_xgboost_with_300_trees()
    {
        var codes = Enumerable.Range(0, 14).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        var train = Read(PublishedCases.Path("data/adult/adult.data"), codes);
        var test = Read(PublishedCases.Path("data/adult/adult.test"), codes);
        var options = new TrainingOptions { Trees = 300, LearningRate = 0.1, MaxDepth = 6, EarlyStopping = 0 };

        var trees = BoostedTreeTrainer.Train(train, null, options);

        var auc = RankingMetrics.Measure(
            Enumerable.Range(0, test.Count).Select(r => (float)trees.Margin(test.Row(r))).ToArray(),
            Enumerable.Range(0, test.Count).Select(test.Label).ToArray()).Auc;
        TestContext.Out.WriteLine($"AUC {auc:0.00000}");
        Assert.That(auc, Is.GreaterThan(XgboostAuc - 0.002));
    }

    private static TrainingSet Read(string path, Dictionary<string, int>[] codes)
    {
        var set = new TrainingSet([.. Enumerable.Range(0, 14).Select(i => $"f{i}")]);
        foreach (var line in File.ReadLines(path))
        {
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length != 15)
            {
                continue;
            }

            var row = new float[14];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = fields[i] == "?" ? float.NaN
                    : Numeric.Contains(i) ? float.Parse(fields[i], System.Globalization.CultureInfo.InvariantCulture)
                    : Code(codes[i], fields[i]);
            }

            set.Add(row, new RowLabel(fields[14].StartsWith(">50K", StringComparison.Ordinal)));
        }

        return set;
    }

    private static int Code(Dictionary<string, int> codes, string value)
    {
        codes.TryAdd(value, codes.Count);
        return codes[value];
    }
}
