using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Values;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Cel;

/// <summary>Expressions as tests write them.</summary>
internal static class CelTexts
{
    public static CelValue Evaluate(string source)
    {
        var program = CelProgram.Compile(source, new CelEnvironment(), out var problems);
        return program?.Evaluate() ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>Evaluates what a check would refuse.</summary>
    public static CelValue EvaluateUnchecked(string source) =>
        CelProgram.CompileUnchecked(source, new CelEnvironment(), out var problem)?.Evaluate()
            ?? throw new InvalidOperationException(problem.ToString());

    public static IReadOnlyList<CelProblem> ProblemsOf(string source)
    {
        CelProgram.Compile(source, PolicyVocabulary.Environment, out var problems);
        return problems;
    }
}
