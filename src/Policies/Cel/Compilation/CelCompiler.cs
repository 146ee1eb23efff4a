using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Functions;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>
/// Makes nodes of a tree. What the checker could not settle (or was not asked to) becomes an error value at evaluation, as
/// cel-spec wants of an expression evaluated without a check.
/// </summary>
internal sealed class CelCompiler
{
    private readonly CheckedExpression _expression;

    private CelCompiler(CheckedExpression expression) => _expression = expression;

    public static CelNode Compile(CheckedExpression expression)
    {
        var node = new CelCompiler(expression).Compile(expression.Root);
        return expression.Slots > 0 && node is not ConstantNode ? new LocalsNode(node, expression.Slots) : node;
    }

    private CelNode Compile(CelExpression expression) => expression switch
    {
        CelLiteral literal => new ConstantNode(literal.Value),
        _ when _expression.References.TryGetValue(expression, out var variable) => variable.Node,
        CelIdentifier identifier => Unknown($"undeclared reference to '{identifier.Name}'"),
        CelSelect select => Compile(select),
        CelIndex index => Compile(index),
        CelCall call => _expression.Macros.TryGetValue(call, out var macro) ? MacroCompiler.Compile(macro, Compile) : Compile(call),
        CelList list => Compile(list),
        CelMapLiteral map => Compile(map),
        CelUnary unary => Compile(unary),
        CelBinary binary => Compile(binary),
        CelLogic logic => new ChainNode(CompileAll(logic.Operands), logic.IsAnd),
        CelConditional c => Compile(c),
        _ => throw new InvalidOperationException($"no node runs a {expression.GetType().Name}"),
    };

    private CelNode Compile(CelSelect select)
    {
        var operand = Compile(select.Operand);
        return Fold(new SelectNode(operand, select.Field, select.IsOptional), operand);
    }

    private CelNode Compile(CelIndex index)
    {
        var operand = Compile(index.Operand);
        var at = Compile(index.Index);
        return Fold(new IndexNode(operand, at, index.IsOptional), operand, at);
    }

    private CelNode Compile(CelConditional conditional)
    {
        var condition = Compile(conditional.Condition);
        var yes = Compile(conditional.Yes);
        var no = Compile(conditional.No);
        return condition is ConstantNode { Constant: { Kind: CelKind.Bool } known }
            ? known.IsTrue ? yes : no
            : new ConditionalNode(condition, yes, no);
    }

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
        return Fold(new ListNode(elements, list.IsOptional), elements);
    }

    private CelNode Compile(CelMapLiteral map)
    {
        var keys = CompileAll(map.Keys);
        var values = CompileAll(map.Values);
        return Fold(new MapNode(keys, values, map.IsOptional), [.. keys, .. values]);
    }

    /// <summary>The node's value where everything it works on is known already.</summary>
    private static CelNode Fold(CelNode node, params ReadOnlySpan<CelNode> inputs)
    {
        foreach (var input in inputs)
        {
            if (input is not ConstantNode)
            {
                return node;
            }
        }

        return new ConstantNode(node.Value(default));
    }

    private CelNode Compile(CelUnary unary) => (unary.IsNot, Compile(unary.Operand)) switch
    {
        (true, var operand) => Fold(new NotNode(operand), operand),
        (_, NumberNode operand) => new NumberNegationNode(operand),
        (_, var operand) => Fold(new NegationNode(operand), operand),
    };

    private CelNode Compile(CelCall call)
    {
        if (!_expression.Functions.TryGetValue(call, out var function))
        {
            return Unknown($"unbound function '{call.Function}'");
        }

        var arguments = CompileAll(function.IsMember ? [call.Target!, .. call.Arguments] : call.Arguments);
        if (function.TakesPattern && arguments is [_, ConstantNode { Constant: { Kind: CelKind.String } pattern }])
        {
            return RegexPattern.TryCompile(pattern.AsString, out var regex, out var why)
                ? Fold(new MatchesNode(arguments[0], regex!), arguments[0])
                : new ConstantNode(CelValue.Error(why));
        }

        var overloads = Array.FindAll(function.Overloads, o => o.HasArity(arguments.Length));
        if (overloads.Length == 0)
        {
            return new ConstantNode(CelErrors.NoSuchOverload);
        }

        CelNode node = arguments switch
        {
            [var one] => new CallNode(overloads, one),
            [var one, var two] when function.IsLazy => new OptionalOrNode(one, two, function.Name == "orValue"),
            [var one, var two] => new CallTwoNode(overloads, one, two),
            _ => new CallManyNode(overloads, arguments),
        };
        return Fold(node, arguments);
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

        return Fold(new BinaryNode(binary.Operator, left, right), left, right);
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
