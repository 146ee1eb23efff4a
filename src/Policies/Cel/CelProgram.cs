using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Cel.Parsing;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel;

/// <summary>Source to something that runs: parse, check, compile.</summary>
internal sealed class CelProgram
{
    private CelProgram(CheckedExpression expression)
    {
        Expression = expression;
        Node = CelCompiler.Compile(expression);
    }

    public CheckedExpression Expression { get; }

    public CelNode Node { get; }

    /// <summary>Compiles <paramref name="source"/>; where it is wrong, null and every problem.</summary>
    public static CelProgram? Compile(string source, CelEnvironment environment, out IReadOnlyList<CelProblem> problems)
    {
        if (!CelParser.TryParse(source, out var root, out var problem))
        {
            problems = [problem];
            return null;
        }

        var expression = CelChecker.Check(root, environment, out problems);
        return problems.Count == 0 ? new CelProgram(expression) : null;
    }

    /// <summary>Compiles without a check: what does not fit is an error at evaluation.</summary>
    public static CelProgram? CompileUnchecked(string source, CelEnvironment environment, out CelProblem problem) =>
        CelParser.TryParse(source, out var root, out problem)
            ? new CelProgram(CelChecker.Check(root, environment, out _))
            : null;

    /// <summary>Evaluates outside a decision.</summary>
    public CelValue Evaluate() => Node.Value(default);
}
