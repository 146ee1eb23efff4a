using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>!a</c></summary>
internal sealed class NotNode(CelNode operand) : CelNode
{
    public override Truth Test(in EvaluationFrame frame) => operand.Test(frame) switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Error,
    };

    public override CelValue Value(in EvaluationFrame frame)
    {
        var value = operand.Value(frame);
        return value.Kind == CelKind.Bool ? CelValue.Of(value.IsFalse) : value.IsError ? value : CelErrors.NoSuchOverload;
    }
}
