using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Proving.Reasoning;

/// <summary>An assumption: this part of that condition comes to what is wanted.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Part">A part of it.</param>
/// <param name="Wanted">What the part is assumed to come to.</param>
internal readonly record struct Goal(Condition Condition, CelExpression Part, Wanted Wanted)
{
    /// <summary>The whole condition.</summary>
    public static Goal Of(Condition condition, Wanted wanted) => new(condition, condition.Root, wanted);
}
