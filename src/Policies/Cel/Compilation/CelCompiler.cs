using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>
/// Makes nodes of a tree. What the checker could not settle (or was not asked to) becomes an error value at evaluation, as
/// cel-spec wants of an expression evaluated without a check.
/// </summary>
internal sealed class CelCompiler(IReadOnlyDictionary<CelExpression, CelVariable> references)
{
    public static CelNode Compile(CheckedExpression expression) =>
        new CelCompiler(expression.References).Compile(expression.Root);

    private CelNode Compile(CelExpression expression) => expression switch
    {
        CelLiteral literal => new ConstantNode(literal.Value),
        _ when references.TryGetValue(expression, out var variable) => variable.Node,
        CelIdentifier identifier => Unknown($"undeclared reference to '{identifier.Name}'"),
        CelSelect select => new IndexNode(Compile(select.Operand), new ConstantNode(CelValue.Of(select.Field))),
        CelIndex index => new IndexNode(Compile(index.Operand), Compile(index.Index)),
        CelCall call => Compile(call),
        CelList list => Compile(list),
        CelMapLiteral map => new MapNode(CompileAll(map.Keys), CompileAll(map.Values)),
        CelUnary unary => Compile(unary),
        CelBinary binary => Compile(binary),
        CelLogic logic => new ChainNode(CompileAll(logic.Operands), logic.IsAnd),
        CelConditional c => new ConditionalNode(Compile(c.Condition), Compile(c.Yes), Compile(c.No)),
        _ => throw new InvalidOperationException($"no node runs a {expression.GetType().Name}"),
    };

    private CelNode[] CompileAll(IReadOnlyList<CelExpression> all)
    {
        var nodes = new CelNode[all.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = Compile(all[i]);
        }

        return nodes;
    }

    private CelNode Compile(CelList list)
    {
        var elements = CompileAll(list.Elements);
        return Array.TrueForAll(elements, e => e is ConstantNode)
            ? new ConstantNode(new ListNode(elements).Value(default))
            : new ListNode(elements);
    }

    private CelNode Compile(CelUnary unary) => (unary.IsNot, Compile(unary.Operand)) switch
    {
        (true, var operand) => new NotNode(operand),
        (_, NumberNode operand) => new NumberNegationNode(operand),
        (_, var operand) => new NegationNode(operand),
    };

    private CelNode Compile(CelCall call)
    {
        if (CelFunctions.Find(call.Function, call.Target is not null) is not { } function)
        {
            return Unknown($"unbound function '{call.Function}'");
        }

        var arguments = CompileAll(call.Target is null ? call.Arguments : [call.Target, .. call.Arguments]);
        if (function.WantsLiteralPattern && arguments is [_, ConstantNode { Constant: { Kind: CelKind.String } pattern }])
        {
            return RegexPattern.TryCompile(pattern.AsString, out var regex, out var why)
                ? new MatchesNode(arguments[0], regex!)
                : new ConstantNode(CelValue.Error(why));
        }

        return arguments switch
        {
            [var one] when function.One is not null => new CallNode(function, one, null),
            [var one, var two] when function.Two is not null => new CallNode(function, one, two),
            _ => new ConstantNode(CelErrors.NoSuchOverload),
        };
    }

    private CelNode Compile(CelBinary binary)
    {
        var left = Compile(binary.Left);
        var right = Compile(binary.Right);
        if (left is NumberNode || right is NumberNode)
        {
            var isArithmetic = CelOperators.LevelOf(binary.Operator) != CelOperators.Relation;
            if (NumberOf(left, isArithmetic) is { } a && NumberOf(right, isArithmetic) is { } b
                && binary.Operator is not (CelOperator.Modulo or CelOperator.In))
            {
                return isArithmetic ? new NumberArithmeticNode(binary.Operator, a, b) : NumberComparer.Of(binary.Operator, a, b);
            }
        }

        return new BinaryNode(binary.Operator, left, right);
    }

    /// <summary>The node as a number, where it is one or a constant that a double holds exactly.</summary>
    private static NumberNode? NumberOf(CelNode node, bool wantsDouble) => node switch
    {
        NumberNode number => number,
        ConstantNode { Constant: { Kind: CelKind.Double } constant } => new NumberConstantNode(constant.AsDouble),
        ConstantNode { Constant: { Kind: CelKind.Int } c } when !wantsDouble && Math.Abs((double)c.AsInt) <= 1L << 53 =>
            new NumberConstantNode(c.AsInt),
        ConstantNode { Constant: { Kind: CelKind.Uint } c } when !wantsDouble && c.AsUint <= 1L << 53 =>
            new NumberConstantNode(c.AsUint),
        _ => null,
    };

    private static ConstantNode Unknown(string what) => new(CelValue.Error(what));
}
