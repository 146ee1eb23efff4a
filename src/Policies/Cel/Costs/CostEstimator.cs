using System.Globalization;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Costs;

/// <summary>
/// Estimates before anything is evaluated the most that an expression can take: what is written out is known, what a request
/// brings is bounded by its variable, and going through a list takes its body as often as the list can be long. An expression
/// above the limit is refused, so no request, whatever it carries, makes a rule slow.
/// </summary>
internal sealed class CostEstimator
{
    /// <summary>Steps of calling a function and of making a list or a map, what is in them not counted.</summary>
    private const double PerCall = 3;

    /// <summary>Steps of one element that a macro goes through, its body not counted.</summary>
    private const double PerElement = 3;

    /// <summary>Steps of one entry that is put into a map.</summary>
    private const double PerEntry = 20;

    private readonly CheckedExpression _expression;
    private readonly double _limit;
    private readonly Dictionary<CelVariable, CelShape> _variables = [];
    private CelProblem? _problem;

    private CostEstimator(CheckedExpression expression, double limit)
    {
        _expression = expression;
        _limit = limit;
    }

    /// <summary>The estimate of an expression; with the innermost part that is over the limit, where one is.</summary>
    public static CelEstimate Estimate(CheckedExpression expression, double limit, out CelProblem? problem)
    {
        var estimator = new CostEstimator(expression, limit);
        var estimate = estimator.Of(expression.Root);
        problem = estimator._problem;
        return estimate;
    }

    private CelEstimate Of(CelExpression expression)
    {
        var estimate = _expression.References.TryGetValue(expression, out var variable)
            ? new CelEstimate(1, ShapeOf(variable))
            : OfPart(expression);
        if (_problem is null && !(estimate.Cost <= _limit))
        {
            _problem = new CelProblem(expression.Offset, "too-costly",
                $"evaluating this can take {Text(estimate.Cost)} steps, more than {Text(_limit)}",
                "go through shorter lists, or fewer in each other; match shorter texts");
        }

        if (_problem is null && estimate.Shape.Nesting > CelLimits.Depth)
        {
            _problem = new CelProblem(expression.Offset, "too-deep",
                $"lists and maps stand in each other deeper than {CelLimits.Depth} levels", "split it into several rules");
        }

        return estimate;
    }

    private static string Text(double steps) =>
        steps < 1e15 ? steps.ToString("N0", CultureInfo.InvariantCulture) : "more than 1,000,000,000,000,000";

    private CelShape ShapeOf(CelVariable variable)
    {
        if (!_variables.TryGetValue(variable, out var shape))
        {
            var size = variable.Values is { Count: > 0 } values ? values.Max(v => v.Length) : variable.MaxSize;
            _variables[variable] = shape = variable.Largest ?? ShapeOf(variable.Type, size);
        }

        return shape;
    }

    private static CelShape ShapeOf(CelType type, double size) => type.Kind switch
    {
        CelTypeKind.String or CelTypeKind.Bytes => CelShape.Text(size),
        CelTypeKind.List => CelShape.ListOf(size, ShapeOf(type.Element!, size)),
        CelTypeKind.Map => CelShape.MapOf(size, ShapeOf(type.Key!, size), ShapeOf(type.Element!, size)),
        CelTypeKind.Optional => CelShape.OptionalOf(ShapeOf(type.Element!, size)),
        CelTypeKind.Dyn or CelTypeKind.Unbound => CelShape.ListOf(size, CelShape.Text(size)),
        _ => CelShape.Scalar,
    };

    private CelEstimate OfPart(CelExpression expression) => expression switch
    {
        CelLiteral literal => new CelEstimate(0, OfLiteral(literal.Value)),
        CelSelect select => Through(Of(select.Operand), 1, select.IsOptional),
        CelIndex index => OfIndex(index),
        CelCall call => _expression.Macros.TryGetValue(call, out var macro) ? OfMacro(macro) : OfCall(call),
        CelList list => OfList(list),
        CelMapLiteral map => OfMap(map),
        CelUnary unary => Of(unary.Operand) is var operand ? new CelEstimate(operand.Cost + 1, CelShape.Scalar) : default,
        CelBinary binary => OfBinary(binary.Operator, Of(binary.Left), Of(binary.Right)),
        CelLogic logic => new CelEstimate(logic.Operands.Sum(o => Of(o).Cost) + logic.Operands.Count, CelShape.Scalar),
        CelConditional c => OfConditional(Of(c.Condition), Of(c.Yes), Of(c.No)),
        _ => new CelEstimate(1, CelShape.Scalar),
    };

    private static CelShape OfLiteral(in CelValue value) => value.Kind switch
    {
        CelKind.String => CelShape.Text(value.AsString.Length),
        CelKind.Bytes => CelShape.Text(value.AsBytes.Length),
        CelKind.Int => CelShape.OfNumber(value.AsInt),
        CelKind.Uint => CelShape.OfNumber(value.AsUint),
        _ => CelShape.Scalar,
    };

    private CelEstimate OfIndex(CelIndex index)
    {
        var at = Of(index.Index);
        return Through(Of(index.Operand), at.Cost + at.Shape.Weight, index.IsOptional);
    }

    /// <summary>What is in a list, a map or an optional of one.</summary>
    private static CelEstimate Through(CelEstimate container, double cost, bool isOptional)
    {
        var element = container.Shape.Element ?? CelShape.Scalar;
        // An optional is gone through as well; as a value of unknown type may be one, the larger of both counts.
        element = element.Element is { } inner ? CelShape.Join(element, inner) : element;
        return new CelEstimate(container.Cost + cost, isOptional ? CelShape.OptionalOf(element) : element);
    }

    private CelEstimate OfList(CelList list)
    {
        var cost = PerCall;
        CelShape? element = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var one = Of(list.Elements[i]);
            cost += one.Cost + 1;
            var shape = list.IsOptional(i) ? one.Shape.Element ?? CelShape.Scalar : one.Shape;
            element = element is null ? shape : CelShape.Join(element, shape);
        }

        return new CelEstimate(cost, CelShape.ListOf(list.Elements.Count, element ?? CelShape.Scalar));
    }

    private CelEstimate OfMap(CelMapLiteral map)
    {
        var cost = PerCall;
        CelShape? key = null;
        CelShape? value = null;
        for (var i = 0; i < map.Keys.Count; i++)
        {
            var oneKey = Of(map.Keys[i]);
            var one = Of(map.Values[i]);
            cost += oneKey.Cost + one.Cost + PerEntry + oneKey.Shape.Weight;
            var shape = map.IsOptional(i) ? one.Shape.Element ?? CelShape.Scalar : one.Shape;
            key = key is null ? oneKey.Shape : CelShape.Join(key, oneKey.Shape);
            value = value is null ? shape : CelShape.Join(value, shape);
        }

        return new CelEstimate(cost, CelShape.MapOf(map.Keys.Count, key ?? CelShape.Scalar, value ?? CelShape.Scalar));
    }

    private static CelEstimate OfBinary(CelOperator op, CelEstimate left, CelEstimate right)
    {
        var cost = left.Cost + right.Cost + 1;
        var (a, b) = (left.Shape, right.Shape);
        switch (op)
        {
            case CelOperator.Add:
                return new CelEstimate(cost + a.Weight + b.Weight, CelShape.Sum(a, b));
            case CelOperator.In:
                return new CelEstimate(cost + Math.Min(b.Weight, b.Size * (1 + a.Weight)) + a.Weight, CelShape.Scalar);
            case CelOperator.Subtract or CelOperator.Multiply or CelOperator.Divide or CelOperator.Modulo:
                return new CelEstimate(cost, CelShape.Scalar);
            default:
                return new CelEstimate(cost + Math.Min(a.Weight, b.Weight), CelShape.Scalar);
        }
    }

    private static CelEstimate OfConditional(CelEstimate condition, CelEstimate yes, CelEstimate no) =>
        new(condition.Cost + Math.Max(yes.Cost, no.Cost) + 1, CelShape.Join(yes.Shape, no.Shape));

    private CelEstimate OfCall(CelCall call)
    {
        if (!_expression.Functions.TryGetValue(call, out var function))
        {
            return new CelEstimate(1, CelShape.Scalar);
        }

        var cost = PerCall;
        var shapes = new List<CelShape>(call.Arguments.Count + 1);
        foreach (var argument in function.IsMember ? call.Arguments.Prepend(call.Target!) : call.Arguments)
        {
            var one = Of(argument);
            cost += one.Cost;
            shapes.Add(one.Shape);
        }

        CelShape? result = null;
        var (work, reads) = (0.0, 0.0);
        foreach (var overload in function.Overloads)
        {
            if (overload.HasArity(shapes.Count))
            {
                var shape = overload.Shape?.Invoke(shapes) ?? CelShape.Text(shapes.Sum(s => s.Size));
                result = result is null ? shape : CelShape.Join(result, shape);
                work = Math.Max(work, overload.Work?.Invoke(shapes) ?? 0);
                reads = Math.Max(reads, shapes.Sum(s => overload.IsShallow ? s.Size : s.Weight));
            }
        }

        result ??= CelShape.Scalar;
        return new CelEstimate(cost + work + reads + result.Weight, result);
    }

    private CelEstimate OfMacro(CelMacroCall macro)
    {
        if (macro.Kind == CelMacro.Block)
        {
            return Of(macro.Body);
        }

        var range = Of(macro.Range);
        if (macro.Kind == CelMacro.Has)
        {
            return new CelEstimate(range.Cost + 1, CelShape.Scalar);
        }

        BindVariables(macro, range.Shape);
        var filter = macro.Filter is null ? 0 : Of(macro.Filter).Cost;
        var body = Of(macro.Body);
        if (macro.Kind is CelMacro.Bind or CelMacro.OptMap or CelMacro.OptFlatMap)
        {
            var shape = macro.Kind == CelMacro.OptMap ? CelShape.OptionalOf(body.Shape) : body.Shape;
            return new CelEstimate(range.Cost + body.Cost + 1, shape);
        }

        var times = range.Shape.Size;
        var cost = range.Cost + 1 + (times * (PerElement + filter + body.Cost));
        return macro.Kind switch
        {
            CelMacro.Map or CelMacro.TransformList => new CelEstimate(cost, CelShape.ListOf(times, body.Shape)),
            CelMacro.Filter => new CelEstimate(cost, CelShape.ListOf(times, ElementOf(range.Shape))),
            CelMacro.TransformMap => new CelEstimate(cost + (times * PerEntry),
                CelShape.MapOf(times, range.Shape.Key ?? CelShape.Scalar, body.Shape)),
            CelMacro.TransformMapEntry => new CelEstimate(cost + (times * body.Shape.Weight),
                CelShape.MapOf(times * body.Shape.Size, body.Shape.Key ?? CelShape.Scalar, ElementOf(body.Shape))),
            CelMacro.SortBy => new CelEstimate(cost + (times * (2 + body.Shape.Weight) * Math.Log2(times + 2)), range.Shape),
            _ => new CelEstimate(cost, CelShape.Scalar),
        };
    }

    private void BindVariables(CelMacroCall macro, CelShape range)
    {
        var element = ElementOf(range);
        if (macro.Kind == CelMacro.Bind)
        {
            _variables[macro.First!] = range;
        }
        else if (macro.Second is null)
        {
            _variables[macro.First!] = element;
        }
        else
        {
            _variables[macro.First!] = range.Key ?? CelShape.Scalar;
            _variables[macro.Second] = element;
        }
    }

    // What may be a list or a map gives its elements or its keys.
    private static CelShape ElementOf(CelShape range) =>
        range.Element is null ? CelShape.Scalar : range.Key is null ? range.Element : CelShape.Join(range.Element, range.Key);
}
