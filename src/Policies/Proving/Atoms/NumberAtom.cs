using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>
/// A number variable for itself: compared with a constant, asked whether it is known, or a flag asked whether it is set. With
/// something unknown no comparison holds, so its denial does.
/// </summary>
internal sealed class NumberAtom(PolicyVariable variable, NumberDomain holds, NumberDomain fails) : Atom
{
    private static readonly NumberDomain KnownNumber = NumberDomain.AnyNumber(orUnknown: false);

    private static readonly NumberDomain Unknown = new(true, NumberGrid.Double);

    public static NumberAtom Comparison(PolicyVariable variable, CelOperator op, double constant) => new(
        variable,
        NumberDomain.Comparing(op, constant),
        double.IsNaN(constant)
            ? NumberDomain.AnyNumber(orUnknown: true)
            : NumberDomain.Comparing(NumberOperators.Opposite(op), constant, orUnknown: true));

    public static NumberAtom Flag(PolicyVariable variable) => Comparison(variable, CelOperator.Greater, 0);

    public static NumberAtom IsKnown(PolicyVariable variable) => new(variable, KnownNumber, Unknown);

    public override bool Assume(Situation situation, Wanted wanted) => situation.Narrow(variable, IsHolding(wanted) ? holds : fails);
}
