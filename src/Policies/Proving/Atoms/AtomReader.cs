using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Numbers;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving.Atoms;

/// <summary>
/// Understands a part of a condition as it is compiled: what the compiler makes numbers of is read as numbers here, and what
/// this does not know may come to anything.
/// </summary>
internal sealed class AtomReader(Condition condition)
{
    public Atom Read(CelExpression part) => part switch
    {
        _ when condition.Variable(part) is { } variable => OfVariable(variable, part),
        CelBinary binary => OfComparison(binary) ?? Other(part),
        CelCall call => OfTextTest(call) ?? Other(part),
        _ => Other(part),
    };

    private Atom OfVariable(PolicyVariable variable, CelExpression part) => variable switch
    {
        { Node: FeatureKnownNode, Feature: not null } => NumberAtom.IsKnown(variable),
        { Node: FlagNode, Feature: not null } => NumberAtom.Flag(variable),
        { Node: ConditionNode } => new TruthAtom(condition.KeyOf(part), canFail: false, isLookedInto: true),
        _ => Other(part),
    };

    private Atom? OfComparison(CelBinary binary)
    {
        if (binary.Operator == CelOperator.In)
        {
            return OfText(binary.Left, TextsOf(binary.Right), CelOperator.Equal);
        }

        if (!NumberOperators.IsComparison(binary.Operator))
        {
            return null;
        }

        if (TermOf(binary.Left, wantsDouble: false) is { } left && TermOf(binary.Right, wantsDouble: false) is { } right
            && (left.Constant is null || right.Constant is null))
        {
            return OfNumbers(binary, left, right);
        }

        return binary.Operator is CelOperator.Equal or CelOperator.NotEqual
            ? OfText(binary.Left, TextsOf(binary.Right), binary.Operator) ?? OfText(binary.Right, TextsOf(binary.Left), binary.Operator)
            : null;
    }

    private Atom OfNumbers(CelBinary binary, NumberTerm left, NumberTerm right) => (left, right) switch
    {
        ({ Variable: { } variable }, { Constant: { } constant }) => NumberAtom.Comparison(variable, binary.Operator, constant),
        ({ Constant: { } constant }, { Variable: { } variable }) =>
            NumberAtom.Comparison(variable, NumberOperators.Mirror(binary.Operator), constant),
        _ => new RelationAtom(condition.KeyOf(binary), left, binary.Operator, right),
    };

    /// <summary>The expression as numbers, where the compiler makes a number node of it, or a constant beside one.</summary>
    private NumberTerm? TermOf(CelExpression part, bool wantsDouble)
    {
        switch (part)
        {
            case CelLiteral { Value: { Kind: CelKind.Double } value }:
                return NumberTerm.Of(value.AsDouble);
            case CelLiteral { Value: { Kind: CelKind.Int } value } when !wantsDouble && Math.Abs((double)value.AsInt) <= 1L << 53:
                return NumberTerm.Of((double)value.AsInt);
            case CelLiteral { Value: { Kind: CelKind.Uint } value } when !wantsDouble && value.AsUint <= 1L << 53:
                return NumberTerm.Of((double)value.AsUint);
            case CelUnary { IsNot: false } minus:
                return TermOf(minus.Operand, wantsDouble) is { } operand ? NumberTerm.Negation(operand) : null;
            case CelBinary binary when CelOperators.LevelOf(binary.Operator) != CelOperators.Relation
                && binary.Operator != CelOperator.Modulo:
                return TermOf(binary.Left, wantsDouble: true) is { } left && TermOf(binary.Right, wantsDouble: true) is { } right
                    ? NumberTerm.Of(binary.Operator, left, right)
                    : null;
            default:
                return condition.Variable(part) is { Node: NumberNode } variable ? NumberTerm.Of(variable) : null;
        }
    }

    private TextAtom? OfText(CelExpression text, IReadOnlyList<string>? values, CelOperator op)
    {
        if (values is null || condition.Variable(text) is not { Node: TextNode } variable)
        {
            return null;
        }

        var equal = TextDomain.OneOf(values);
        var different = TextDomain.NoneOf(values);
        return op == CelOperator.Equal ? new TextAtom(variable, equal, different) : new TextAtom(variable, different, equal);
    }

    private TextAtom? OfTextTest(CelCall call)
    {
        if (call is not { Target: { } target, Arguments: [CelLiteral { Value: { Kind: CelKind.String } literal }] }
            || condition.Variable(target) is not { Node: TextNode } variable)
        {
            return null;
        }

        TextTestKind? kind = call.Function switch
        {
            "startsWith" => TextTestKind.StartsWith,
            "endsWith" => TextTestKind.EndsWith,
            "contains" => TextTestKind.Contains,
            _ => null,
        };
        return kind is null ? null : new TextAtom(
            variable,
            TextDomain.Passing(new TextTest(kind.Value, literal.AsString), passes: true),
            TextDomain.Passing(new TextTest(kind.Value, literal.AsString), passes: false));
    }

    /// <summary>The texts of a literal or of a list of literals; null for anything else.</summary>
    private static List<string>? TextsOf(CelExpression expression)
    {
        var texts = new List<string>();
        foreach (var one in expression is CelList list ? list.Elements : [expression])
        {
            if (one is not CelLiteral { Value: { Kind: CelKind.String } value })
            {
                return null;
            }

            texts.Add(value.AsString);
        }

        return texts;
    }

    private Atom Other(CelExpression part) => IsConstant(part)
        ? new ConstantAtom(CelCompiler.Compile(condition.Expression with { Root = part }).Test(default))
        : new TruthAtom(condition.KeyOf(part), canFail: true, isLookedInto: false);

    /// <summary>Whether it reads nothing. A node that is not listed counts as one that does.</summary>
    private bool IsConstant(CelExpression part) => !condition.Expression.References.ContainsKey(part) && part switch
    {
        CelLiteral => true,
        CelUnary or CelBinary or CelLogic or CelConditional or CelList or CelIndex or CelMapLiteral =>
            CelChildren.Of(part).All(IsConstant),
        CelCall => condition.Expression.Functions.ContainsKey(part) && CelChildren.Of(part).All(IsConstant),
        _ => false,
    };
}
