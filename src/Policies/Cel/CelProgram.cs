using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel;

/// <summary>Source to something that runs: parse, check, compile.</summary>
internal sealed class CelProgram
{
    private CelProgram(CheckedExpression expression, double cost)
    {
        Expression = expression;
        Cost = cost;
        Node = CelCompiler.Compile(expression);
    }

    public CheckedExpression Expression { get; }

    public CelNode Node { get; }

    /// <summary>The most steps that evaluating it can take; a step is about ten nanoseconds.</summary>
    public double Cost { get; }

    /// <summary>Compiles <paramref name="source"/>; where it is wrong, null and every problem.</summary>
    public static CelProgram? Compile(string source, CelEnvironment environment, out IReadOnlyList<CelProblem> problems)
    {
        if (!CelParser.TryParse(source, out var root, out var problem))
        {
            problems = [problem];
            return null;
        }

        return Compile(root, environment, out problems);
    }

    /// <summary>The same of a tree that has been parsed.</summary>
    public static CelProgram? Compile(CelExpression root, CelEnvironment environment, out IReadOnlyList<CelProblem> problems)
    {
        var expression = CelChecker.Check(root, environment, out problems);
        if (problems.Count > 0)
        {
            return null;
        }

        var program = Compile(expression, environment, out var cost);
        problems = cost is null ? [] : [cost.Value];
        return program;
    }

    /// <summary>Compiles without a check of types: what does not fit is an error at evaluation. Limits hold all the same.</summary>
    public static CelProgram? CompileUnchecked(string source, CelEnvironment environment, out CelProblem problem)
    {
        if (!CelParser.TryParse(source, out var root, out problem))
        {
            return null;
        }

        var program = Compile(CelChecker.Check(root, environment, out _), environment, out var cost);
        problem = cost.GetValueOrDefault();
        return program;
    }

    private static CelProgram? Compile(CheckedExpression expression, CelEnvironment environment, out CelProblem? problem)
    {
        var estimate = CostEstimator.Estimate(expression, environment.CostLimit, out problem);
        return problem is null ? new CelProgram(expression, estimate.Cost) : null;
    }

    /// <summary>Evaluates outside a decision.</summary>
    public CelValue Evaluate() => Node.Value(default);
}
