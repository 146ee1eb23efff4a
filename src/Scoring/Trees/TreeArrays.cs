using System.Text.Json;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Scoring.Trees;

/// <summary>One tree as the file holds it: parallel arrays, one entry per node, all of one length and all numbers finite.</summary>
internal sealed class TreeArrays
{
    public required int Tree { get; init; }

    public required int[] Left { get; init; }

    public required int[] Right { get; init; }

    public required int[] Features { get; init; }

    /// <summary>Threshold of an inner node, value of a leaf.</summary>
    public required float[] Conditions { get; init; }

    public required bool[] DefaultLeft { get; init; }

    public required float[] Covers { get; init; }

    public int Count => Left.Length;

    public bool IsLeaf(int node) => Left[node] == -1 && Right[node] == -1;

    public static TreeArrays Read(JsonElement tree, int number)
    {
        var count = tree.GetProperty("left_children").GetArrayLength();
        if (count is 0 or > ModelLimits.NodesPerTree)
        {
            throw new ModelFileException($"tree {number} has {count} nodes; 1 to {ModelLimits.NodesPerTree} are read");
        }

        RefuseCategories(tree, number);
        return new TreeArrays
        {
            Tree = number,
            Left = ReadArray(tree, "left_children", number, count, static e => e.GetInt32()),
            Right = ReadArray(tree, "right_children", number, count, static e => e.GetInt32()),
            Features = ReadArray(tree, "split_indices", number, count, static e => e.GetInt32()),
            Conditions = ReadArray(tree, "split_conditions", number, count, static e => e.GetSingle()),
            DefaultLeft = ReadArray(tree, "default_left", number, count, static e => e.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => e.GetInt32() != 0,
            }),
            Covers = ReadArray(tree, "sum_hessian", number, count, static e => e.GetSingle()),
        };
    }

    private static T[] ReadArray<T>(JsonElement tree, string name, int number, int count, Func<JsonElement, T> read)
    {
        var array = tree.GetProperty(name);
        if (array.GetArrayLength() != count)
        {
            throw new ModelFileException($"tree {number} has {count} nodes and {array.GetArrayLength()} entries in {name}");
        }

        var values = new T[count];
        var i = 0;
        foreach (var element in array.EnumerateArray())
        {
            values[i] = read(element);
            if (values[i] is float value && !float.IsFinite(value))
            {
                throw new ModelFileException($"tree {number}, node {i}: {name} is no finite number");
            }

            i++;
        }

        return values;
    }

    private static void RefuseCategories(JsonElement tree, int number)
    {
        if (tree.TryGetProperty("categories", out var categories) && categories.GetArrayLength() > 0)
        {
            throw new ModelFileException($"tree {number} splits on categories; train without enable_categorical");
        }
    }
}
