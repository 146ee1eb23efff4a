using System.Globalization;
using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Learning.Tests.Training;

/// <summary>XGBoost itself loads what our trainer writes, and predicts the same.</summary>
internal sealed class XgboostPeerTests
{
    private const string Predict = """
        import sys, numpy, xgboost
        folder, columns = sys.argv[1], int(sys.argv[2])
        rows = numpy.fromfile(folder + "/rows.f32", dtype="<f4").reshape(-1, columns)
        names = open(folder + "/names.txt").read().split("\n")
        booster = xgboost.Booster()
        booster.load_model(folder + "/model.json")
        data = xgboost.DMatrix(rows, missing=numpy.nan, feature_names=names)
        booster.predict(data).astype("<f4").tofile(folder + "/predicted.f32")
        print(booster.attr("sd.calibration"))
        """;

    [Test]
    public async Task Xgboost_predicts_from_our_file_what_we_predict()
    {
        using var folder = new TempFolder();
        var train = RandomRows.Make(3_000, seed: 1);
        var trees = BoostedTreeTrainer.Train(
            train, null, new TrainingOptions { Trees = 40, EarlyStopping = 0, RowSample = 0.8, ColumnSample = 0.5 });
        var rows = RandomRows.Make(1_000, seed: 2);
        await File.WriteAllBytesAsync(folder["model.json"], XgboostModelWriter.Write(
            trees, new Dictionary<string, string> { ["sd.calibration"] = "platt:1,0" }));
        await File.WriteAllTextAsync(folder["names.txt"], string.Join('\n', RankerColumns.Names));
        await File.WriteAllBytesAsync(folder["rows.f32"], Bytes(rows));

        var printed = await PythonXgboost.RunAsync(
            Predict, folder.Path, RankerColumns.Count.ToString(CultureInfo.InvariantCulture));

        var predicted = new float[rows.Count];
        Buffer.BlockCopy(await File.ReadAllBytesAsync(folder["predicted.f32"]), 0, predicted, 0, rows.Count * sizeof(float));
        Assert.That(printed.Trim(), Is.EqualTo("platt:1,0"));
        for (var row = 0; row < rows.Count; row++)
        {
            var ours = 1 / (1 + Math.Exp(-trees.Margin(rows.Row(row))));
            Assert.That(predicted[row], Is.EqualTo(ours).Within(1e-6), $"row {row}");
        }
    }

    private static byte[] Bytes(TrainingSet rows)
    {
        var bytes = new byte[rows.Count * RankerColumns.Count * sizeof(float)];
        for (var row = 0; row < rows.Count; row++)
        {
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(rows.Row(row))
                .CopyTo(bytes.AsSpan(row * RankerColumns.Count * sizeof(float)));
        }

        return bytes;
    }
}
