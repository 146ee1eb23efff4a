using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>What an evaluation reads; lives on the stack.</summary>
internal readonly ref struct EvaluationFrame
{
    public EvaluationFrame(Decision decision)
    {
        Decision = decision;
        Features = decision.Features;
    }

    private EvaluationFrame(in EvaluationFrame outer, Span<CelValue> locals)
    {
        Decision = outer.Decision;
        Features = outer.Features;
        Locals = locals;
    }

    /// <summary>Null only where an expression is evaluated by itself, outside a policy.</summary>
    public Decision? Decision { get; }

    public ReadOnlySpan<float> Features { get; }

    /// <summary>The values of macros' variables, each in the slot that the checker gave it.</summary>
    public Span<CelValue> Locals { get; }

    /// <summary>The same with room for variables.</summary>
    public static EvaluationFrame With(in EvaluationFrame outer, Span<CelValue> locals) => new(outer, locals);
}
