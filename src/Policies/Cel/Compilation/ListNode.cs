using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>[a, b]</c> with elements that are not all constant.</summary>
internal sealed class ListNode(CelNode[] elements) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var values = new CelValue[elements.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = elements[i].Value(frame);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        return CelValue.Of(values);
    }
}
