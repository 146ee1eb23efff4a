using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>cel.bind(x, value, expression)</c>. An error that is bound counts where the variable is read.</summary>
internal sealed class BindNode(CelNode value, int slot, CelNode body) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        frame.Locals[slot] = value.Value(frame);
        return body.Value(frame);
    }

    public override Truth Test(in EvaluationFrame frame)
    {
        frame.Locals[slot] = value.Value(frame);
        return body.Test(frame);
    }
}
