namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>What an evaluation reads; lives on the stack.</summary>
internal readonly ref struct EvaluationFrame
{
    public EvaluationFrame(Decision decision)
    {
        Decision = decision;
        Features = decision.Features;
    }

    /// <summary>Null only where an expression is evaluated by itself, outside a policy.</summary>
    public Decision? Decision { get; }

    public ReadOnlySpan<float> Features { get; }
}
