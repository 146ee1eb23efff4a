using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>list.sortBy(x, key)</c></summary>
internal sealed class SortByNode(CelNode range, MacroVariables variables, CelNode key) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var container = range.Value(frame);
        if (container.Kind != CelKind.List)
        {
            return container.IsError ? container : CelErrors.NoSuchOverload;
        }

        var list = container.AsList;
        var keys = new CelValue[list.Length];
        for (var i = 0; i < list.Length; i++)
        {
            variables.Set(frame, i, list[i]);
            keys[i] = key.Value(frame);
            if (keys[i].IsError)
            {
                return keys[i];
            }
        }

        return CelSort.Sorted(list, keys);
    }
}
