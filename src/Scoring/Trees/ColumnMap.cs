using System.Text.Json;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Trees;

/// <summary>From a model's own feature numbers to our columns, by name. A name we do not know is an error only where it is used.</summary>
internal sealed class ColumnMap
{
    private readonly string[] _names;
    private readonly int[] _columns;

    public ColumnMap(JsonElement learner, int featureCount, IReadOnlyDictionary<string, int> columns)
    {
        if (featureCount is < 1 or > ModelLimits.Columns)
        {
            throw new ModelFileException($"the model reads {featureCount} features; 1 to {ModelLimits.Columns} are possible");
        }

        if (!learner.TryGetProperty("feature_names", out var names) || names.GetArrayLength() == 0)
        {
            throw new ModelFileException(
                "the model names no features, so its columns cannot be found; train it on named columns (DMatrix feature_names)");
        }

        if (names.GetArrayLength() != featureCount)
        {
            throw new ModelFileException($"the model names {names.GetArrayLength()} features and reads {featureCount}");
        }

        _names = [.. names.EnumerateArray().Select(n => n.GetString() ?? "")];
        _columns = [.. _names.Select(n => columns.TryGetValue(n, out var column) ? column : -1)];
    }

    /// <summary>Our column for the model's feature <paramref name="index"/>.</summary>
    public int this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_columns.Length)
            {
                throw new ModelFileException($"a split reads feature {index}; the model has {_columns.Length}");
            }

            return _columns[index] >= 0
                ? _columns[index]
                : throw new ModelFileException(
                    $"the model splits on `{_names[index]}`, which is no column of this version; retrain it on the columns of "
                    + "docs/model.md");
        }
    }
}
