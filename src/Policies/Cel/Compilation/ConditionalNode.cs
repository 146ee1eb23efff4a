using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>a ? b : c</c>, which evaluates only the result it takes.</summary>
internal sealed class ConditionalNode(CelNode condition, CelNode yes, CelNode no) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = condition.Value(frame);
        return value.IsTrue ? yes.Value(frame)
            : value.IsFalse ? no.Value(frame)
            : value.IsError ? value : CelErrors.NoSuchOverload;
    }

    public override Truth Test(in EvaluationFrame frame) => condition.Test(frame) switch
    {
        Truth.True => yes.Test(frame),
        Truth.False => no.Test(frame),
        _ => Truth.Error,
    };
}
