using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Trees;

/// <summary>
/// Reads XGBoost's JSON model schema (objective binary:logistic, booster gbtree, versions 1.0 to 3.x) into a
/// <see cref="TreeEnsemble"/>. The file is untrusted: everything the evaluator relies on is checked here.
/// </summary>
internal static class XgboostModelReader
{
    /// <param name="json">The whole file.</param>
    /// <param name="columns">Our columns by name.</param>
    /// <param name="columnCount">Length of our rows.</param>
    /// <exception cref="ModelFileException">The file cannot be used.</exception>
    public static XgboostModel Read(ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, int> columns, int columnCount)
    {
        if (json.Length > ModelLimits.FileBytes)
        {
            throw new ModelFileException($"the model has {json.Length} bytes; at most {ModelLimits.FileBytes} are read");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(document.RootElement, columns, columnCount);
        }
        catch (JsonException error)
        {
            throw new ModelFileException(
                $"the model is not valid JSON (line {error.LineNumber + 1}): it may be cut short, or saved in XGBoost's binary "
                + "formats (.ubj, .bin); save it with a name that ends in .json", error);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ModelFileException($"the model does not follow XGBoost's JSON schema: {error.Message}", error);
        }
    }

    private static XgboostModel Read(JsonElement root, IReadOnlyDictionary<string, int> columns, int columnCount)
    {
        var learner = root.GetProperty("learner");
        var parameters = learner.GetProperty("learner_model_param");
        CheckKind(learner, parameters);

        var model = learner.GetProperty("gradient_booster").GetProperty("model");
        var trees = model.GetProperty("trees");
        var count = trees.GetArrayLength();
        if (count is 0 or > ModelLimits.Trees)
        {
            throw new ModelFileException($"the model has {count} trees; 1 to {ModelLimits.Trees} are read");
        }

        var map = new ColumnMap(learner, Number(parameters, "num_feature"), columns);
        var builder = new TreeEnsembleBuilder(map);
        foreach (var tree in trees.EnumerateArray())
        {
            builder.Add(tree);
        }

        return new XgboostModel(builder.Build(columnCount, BaseMargin(parameters)), Attributes(learner));
    }

    private static void CheckKind(JsonElement learner, JsonElement parameters)
    {
        var objective = learner.GetProperty("objective").GetProperty("name").GetString();
        if (objective != "binary:logistic")
        {
            throw new ModelFileException($"the model's objective is `{Shorten(objective)}`; train it with binary:logistic");
        }

        var booster = learner.GetProperty("gradient_booster").GetProperty("name").GetString();
        if (booster != "gbtree")
        {
            throw new ModelFileException($"the model's booster is `{Shorten(booster)}`; train it with gbtree");
        }

        if (Number(parameters, "num_class") > 1 || OptionalNumber(parameters, "num_target", 1) > 1)
        {
            throw new ModelFileException("the model has several outputs; one probability is expected");
        }
    }

    /// <summary>base_score is a probability: <c>5E-1</c>, from XGBoost 3 on in brackets, <c>[5E-1]</c>.</summary>
    private static float BaseMargin(JsonElement parameters)
    {
        var text = parameters.GetProperty("base_score").GetString() ?? "";
        var number = text.Trim().TrimStart('[').TrimEnd(']');
        if (!float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !(score > 0 && score < 1))
        {
            throw new ModelFileException($"the model's base_score is `{Shorten(text)}`; a probability between 0 and 1 is expected");
        }

        return -MathF.Log((1f / score) - 1f);
    }

    private static Dictionary<string, string> Attributes(JsonElement learner)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (learner.TryGetProperty("attributes", out var stored))
        {
            foreach (var attribute in stored.EnumerateObject())
            {
                attributes[attribute.Name] = attribute.Value.GetString() ?? "";
            }
        }

        return attributes;
    }

    /// <summary>XGBoost writes numbers of its parameters as strings.</summary>
    private static int Number(JsonElement parameters, string name) => int.Parse(
        parameters.GetProperty(name).GetString() ?? "", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int OptionalNumber(JsonElement parameters, string name, int otherwise) =>
        parameters.TryGetProperty(name, out _) ? Number(parameters, name) : otherwise;

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 40 ? text : text[..40] + "…";
}
