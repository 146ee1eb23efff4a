using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>optional.optMap(x, value)</c> and <c>optional.optFlatMap(x, optional)</c></summary>
internal sealed class OptionalMapNode(CelNode optional, int slot, CelNode body, bool isFlat) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = optional.Value(frame);
        if (value.Kind != CelKind.Optional || !value.AsOptional.HasValue)
        {
            return value.Kind == CelKind.Optional || value.IsError ? value : CelErrors.NoSuchOverload;
        }

        frame.Locals[slot] = value.AsOptional.Value;
        var mapped = body.Value(frame);
        return mapped.IsError ? mapped
            : !isFlat ? CelOptional.Of(mapped)
            : mapped.Kind == CelKind.Optional ? mapped : CelErrors.NoSuchOverload;
    }
}
