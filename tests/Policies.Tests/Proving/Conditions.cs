using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>Conditions as tests write them, to prove and to run.</summary>
internal static class Conditions
{
    public static CelProgram Program(string source) =>
        CelProgram.Compile(source, PolicyVocabulary.Environment, out var problems)
            ?? throw new InvalidOperationException($"{source}: {string.Join('\n', problems)}");

    public static Condition Of(string source) => new(Program(source).Expression);

    public static bool Holds(CelProgram program, Decision decision) => program.Node.Test(new EvaluationFrame(decision)) == Truth.True;
}
