using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>[a, ?b]</c> with elements that are not all constant.</summary>
internal sealed class ListNode(CelNode[] elements, Func<int, bool> isOptional) : CelNode
{
    private readonly bool[] _isOptional = [.. Enumerable.Range(0, elements.Length).Select(isOptional)];

    public override CelValue Value(in EvaluationFrame frame)
    {
        var values = new CelValue[elements.Length];
        var count = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            var value = elements[i].Value(frame);
            if (value.IsError)
            {
                return value;
            }

            if (!_isOptional[i])
            {
                values[count++] = value;
                continue;
            }

            if (value.Kind != CelKind.Optional)
            {
                return CelErrors.NoSuchOverload;
            }

            if (value.AsOptional.HasValue)
            {
                values[count++] = value.AsOptional.Value;
            }
        }

        return CelValue.Of(count == values.Length ? values : values[..count]);
    }
}
