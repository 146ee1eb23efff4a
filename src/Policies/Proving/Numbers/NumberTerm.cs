using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Numbers;

/// <summary>A numeric expression: a constant, a variable, its negation, or two of them added, subtracted, multiplied or divided.</summary>
internal sealed class NumberTerm
{
    private static readonly NumberDomain KnownNumber = NumberDomain.AnyNumber(orUnknown: false);

    private NumberTerm()
    {
    }

    /// <summary>The variable, where it is one by itself.</summary>
    public PolicyVariable? Variable { get; private init; }

    public double? Constant { get; private init; }

    public CelOperator Operator { get; private init; }

    /// <summary>The operands; of a negation only the first.</summary>
    public NumberTerm? Left { get; private init; }

    public NumberTerm? Right { get; private init; }

    public static NumberTerm Of(PolicyVariable variable) => new() { Variable = variable };

    public static NumberTerm Of(double constant) => new() { Constant = constant };

    public static NumberTerm Negation(NumberTerm operand) =>
        operand.Constant is { } constant ? Of(-constant) : new() { Left = operand };

    /// <summary>Two of them; constants are worked out, as the compiler does.</summary>
    public static NumberTerm Of(CelOperator op, NumberTerm left, NumberTerm right) =>
        left.Constant is { } a && right.Constant is { } b
            ? Of(NumberRange.Apply(op, a, b))
            : new() { Operator = op, Left = left, Right = right };

    public NumberRange Range(Situation situation) => this switch
    {
        { Variable: { } variable } => NumberRange.Of(situation.Number(variable)),
        { Constant: { } constant } => NumberRange.Of(constant),
        { Right: { } right } => NumberRange.Combine(Operator, Left!.Range(situation), right.Range(situation)),
        _ => Left!.Range(situation).Negated(),
    };

    /// <summary>A comparison that holds has known numbers on both sides.</summary>
    public bool AssumeKnown(Situation situation) =>
        (Variable is null || situation.Narrow(Variable, KnownNumber))
        && (Left is null || Left.AssumeKnown(situation))
        && (Right is null || Right.AssumeKnown(situation));

    /// <summary>The term as <c>factor * variable</c>, where it is that.</summary>
    public (double Factor, PolicyVariable Variable)? Product => this switch
    {
        { Variable: { } variable } => (1, variable),
        { Operator: CelOperator.Multiply, Left.Constant: { } c, Right.Variable: { } v } => (c, v),
        { Operator: CelOperator.Multiply, Left.Variable: { } v, Right.Constant: { } c } => (c, v),
        _ => null,
    };
}
