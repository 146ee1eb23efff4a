using System.Globalization;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Scoring.Reasons;

namespace SecurityDecisioning.Scoring.Tests.Trees;

/// <summary>Our evaluator and reasons against XGBoost's own, on models that XGBoost trained.</summary>
internal sealed class XgboostAgreementTests
{
    private const string Train = """
        import sys, numpy, xgboost
        folder, columns, trees, depth = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
        draw = numpy.random.RandomState(7)
        def rows(n):
            x = draw.rand(n, columns).astype("<f4")
            x[:, ::3] = numpy.floor(x[:, ::3] * 5)
            x[draw.rand(n, columns) < 0.25] = numpy.nan
            return x
        names = open(folder + "/names.txt").read().split("\n")
        x = rows(3000)
        y = (numpy.nan_to_num(x[:, 1]) * 2 + numpy.nan_to_num(x[:, 3]) * 0.4 + numpy.isnan(x[:, 7]) + draw.rand(3000)) > 2
        settings = dict(objective="binary:logistic", max_depth=depth, eta=0.2, tree_method="hist", base_score=0.3, nthread=1)
        model = xgboost.train(settings, xgboost.DMatrix(x, label=y, feature_names=names), trees)
        model.save_model(folder + "/model.json")
        held = rows(800)
        data = xgboost.DMatrix(held, feature_names=names)
        held.tofile(folder + "/rows.f32")
        model.predict(data).astype("<f4").tofile(folder + "/predicted.f32")
        model.predict(data, pred_contribs=True).astype("<f4")[:60].tofile(folder + "/contributions.f32")
        """;

    [TestCase(200, 6)]
    [TestCase(13, 3)]
    [TestCase(5, 11)]
    public async Task Probabilities_and_reasons_are_xgboosts_own(int trees, int depth)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["names.txt"], string.Join('\n', RankerColumns.Names));
        await PythonXgboost.RunAsync(Train, folder.Path, Text(RankerColumns.Count), Text(trees), Text(depth));

        var model = RiskModel.Load(folder.Path);

        Assert.That(model.Trees.TreeCount, Is.EqualTo(trees));
        CheckProbabilities(model, Floats(folder["rows.f32"]), Floats(folder["predicted.f32"]));
        CheckContributions(model, Floats(folder["rows.f32"]), Floats(folder["contributions.f32"]));
    }

    private static void CheckProbabilities(RiskModel model, float[] rows, float[] predicted)
    {
        for (var row = 0; row < predicted.Length; row++)
        {
            var values = rows.AsSpan(row * RankerColumns.Count, RankerColumns.Count);
            Assert.That(model.Probability(values), Is.EqualTo(predicted[row]).Within(1e-6), $"row {row}");
        }
    }

    /// <summary>XGBoost adds up in single precision; the last of its columns is the expected margin.</summary>
    private static void CheckContributions(RiskModel model, float[] rows, float[] expected)
    {
        var contributions = new double[RankerColumns.Count];
        for (var row = 0; row * (RankerColumns.Count + 1) < expected.Length; row++)
        {
            Array.Clear(contributions);
            var values = rows.AsSpan(row * RankerColumns.Count, RankerColumns.Count);
            var start = TreeShap.Explain(model.Trees, values, contributions);
            var theirs = expected.AsSpan(row * (RankerColumns.Count + 1), RankerColumns.Count + 1);
            Assert.That(start, Is.EqualTo(theirs[^1]).Within(2e-4), $"row {row}, expected margin");
            for (var column = 0; column < contributions.Length; column++)
            {
                Assert.That(contributions[column], Is.EqualTo(theirs[column]).Within(2e-4), $"row {row}, column {column}");
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static float[] Floats(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }
}
