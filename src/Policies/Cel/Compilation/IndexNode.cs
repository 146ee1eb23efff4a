using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary><c>a[i]</c>: an element of a list by any number that is whole, a value of a map by key; <c>a[?i]</c> as an optional.</summary>
internal sealed class IndexNode(CelNode operand, CelNode index, bool isOptional) : CelNode
{
    public override CelValue Value(in EvaluationFrame frame)
    {
        var container = operand.Value(frame);
        if (container.IsError)
        {
            return container;
        }

        var at = index.Value(frame);
        return at.IsError ? at : isOptional ? CelAccess.GetOptional(container, at) : CelAccess.Get(container, at);
    }
}
