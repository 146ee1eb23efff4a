using SecurityDecisioning.Learning.Datasets;
using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring;

namespace SecurityDecisioning.Learning.Tests;

/// <summary>Rows of the ranker's columns with a truth that trees can find, missing values included.</summary>
internal static class RandomRows
{
    public static TrainingSet Make(int rows, ulong seed, double missing = 0.2)
    {
        var random = new SeededRandom(seed);
        var set = new TrainingSet(RankerColumns.Names);
        for (var i = 0; i < rows; i++)
        {
            var row = new float[RankerColumns.Count];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = random.Unit() < missing ? float.NaN : column % 3 == 0 ? random.Below(4) : (float)random.Unit();
            }

            var score = (Known(row[1]) * 3) - (Known(row[4]) * 2) + (float.IsNaN(row[7]) ? 1 : -0.5) + (Known(row[3]) > 2 ? 1 : 0);
            var label = random.Unit() < 1 / (1 + Math.Exp(-score + 0.5));
            set.Add(row, new RowLabel(label, 1, (Threat)(1 + (i % 8)), (ulong)(i % 50), i));
        }

        return set;
    }

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;
}
