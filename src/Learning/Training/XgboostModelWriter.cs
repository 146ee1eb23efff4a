using System.Globalization;
using System.Text.Json;

namespace SecurityDecisioning.Learning.Training;

/// <summary>
/// Writes an ensemble in XGBoost's JSON model schema, which XGBoost 1.7 and later load. Same trees, same bytes. Numbers that
/// only inform (gains, weights of inner nodes) are rounded to keep the file small.
/// </summary>
public static class XgboostModelWriter
{
    private static readonly int[] Version = [1, 7, 4];

    /// <param name="trees">What was trained.</param>
    /// <param name="attributes">The learner's free attributes, such as the calibration.</param>
    public static byte[] Write(BoostedTrees trees, IReadOnlyDictionary<string, string> attributes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("learner");
            json.WriteStartObject("attributes");
            foreach (var (name, value) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            WriteNames(json, trees);
            WriteBooster(json, trees);
            WriteParameters(json, trees);
            json.WriteEndObject();
            WriteArray(json, "version", Version, static (w, v) => w.WriteNumberValue(v));
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteNames(Utf8JsonWriter json, BoostedTrees trees)
    {
        WriteArray(json, "feature_names", trees.ColumnNames, static (w, v) => w.WriteStringValue(v));
        WriteArray(json, "feature_types", trees.ColumnNames, static (w, _) => w.WriteStringValue("float"));
    }

    private static void WriteBooster(Utf8JsonWriter json, BoostedTrees trees)
    {
        json.WriteStartObject("gradient_booster");
        json.WriteStartObject("model");
        json.WriteStartObject("gbtree_model_param");
        json.WriteString("num_parallel_tree", "1");
        json.WriteString("num_trees", Text(trees.Count));
        json.WriteString("size_leaf_vector", "0");
        json.WriteEndObject();
        WriteArray(json, "tree_info", trees.Trees, static (w, _) => w.WriteNumberValue(0));
        json.WriteStartArray("trees");
        for (var tree = 0; tree < trees.Count; tree++)
        {
            WriteTree(json, trees.Trees[tree], tree, trees.ColumnNames.Count);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("name", "gbtree");
        json.WriteEndObject();
    }

    private static void WriteTree(Utf8JsonWriter json, GrownTree tree, int id, int columns)
    {
        json.WriteStartObject();
        WriteArray(json, "base_weights", tree.Condition, static (w, _) => w.WriteRawValue("0E0"));
        foreach (var name in new[] { "categories", "categories_nodes", "categories_segments", "categories_sizes" })
        {
            WriteArray(json, name, Array.Empty<int>(), static (w, v) => w.WriteNumberValue(v));
        }

        WriteArray(json, "default_left", tree.DefaultLeft, static (w, v) => w.WriteNumberValue(v ? 1 : 0));
        json.WriteNumber("id", id);
        WriteArray(json, "left_children", tree.Left, static (w, v) => w.WriteNumberValue(v));
        WriteArray(json, "loss_changes", tree.Gain, WriteRounded);
        WriteArray(json, "parents", tree.Parent, static (w, v) => w.WriteNumberValue(v));
        WriteArray(json, "right_children", tree.Right, static (w, v) => w.WriteNumberValue(v));
        WriteArray(json, "split_conditions", tree.Condition, static (w, v) => WriteReal(w, v, "R"));
        WriteArray(json, "split_indices", tree.Column, static (w, v) => w.WriteNumberValue(v));
        WriteArray(json, "split_type", tree.Column, static (w, _) => w.WriteNumberValue(0));
        WriteArray(json, "sum_hessian", tree.Hessian, WriteRounded);
        json.WriteStartObject("tree_param");
        json.WriteString("num_deleted", "0");
        json.WriteString("num_feature", Text(columns));
        json.WriteString("num_nodes", Text(tree.Count));
        json.WriteString("size_leaf_vector", "0");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, BoostedTrees trees)
    {
        json.WriteStartObject("learner_model_param");
        json.WriteString("base_score", trees.BaseScore.ToString("R", CultureInfo.InvariantCulture));
        json.WriteString("boost_from_average", "1");
        json.WriteString("num_class", "0");
        json.WriteString("num_feature", Text(trees.ColumnNames.Count));
        json.WriteString("num_target", "1");
        json.WriteEndObject();
        json.WriteStartObject("objective");
        json.WriteString("name", "binary:logistic");
        json.WriteStartObject("reg_loss_param");
        json.WriteString("scale_pos_weight", "1");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(json, value);
        }

        json.WriteEndArray();
    }

    private static void WriteRounded(Utf8JsonWriter json, float value) => WriteReal(json, value, "G5");

    /// <summary>XGBoost's reader tells reals from integers by their look: a real has a point or an exponent.</summary>
    private static void WriteReal(Utf8JsonWriter json, float value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + "E0");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
