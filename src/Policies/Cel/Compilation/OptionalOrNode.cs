using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>optional.or(other)</c> and <c>optional.orValue(value)</c>: the other is evaluated only where it is needed.</summary>
internal sealed class OptionalOrNode(CelNode optional, CelNode other, bool wantsValue) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = optional.Value(frame);
        if (value.Kind != CelKind.Optional)
        {
            return value.IsError ? value : CelErrors.NoSuchOverload;
        }

        if (value.AsOptional.HasValue)
        {
            return wantsValue ? value.AsOptional.Value : value;
        }

        var otherwise = other.Value(frame);
        return wantsValue || otherwise.IsError || otherwise.Kind == CelKind.Optional ? otherwise : CelErrors.NoSuchOverload;
    }
}
