using SecurityDecisioning.Policies.Cel.Conformance;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Cel;

/// <summary>An expression tried by itself, as a condition of a policy would be compiled.</summary>
/// <param name="Type">Its type; empty where it does not compile.</param>
/// <param name="Value">Its value as a literal; null where it does not compile, ends in an error, or reads a request.</param>
/// <param name="Error">What evaluation ended in; null where it gave a value.</param>
/// <param name="Cost">The most steps it can take, of about ten nanoseconds each; 0 where it does not compile.</param>
/// <param name="Reads">The names it reads of a request, if any: it is not evaluated then.</param>
/// <param name="Problems">Every problem, with line and column in the expression.</param>
public sealed record CelEvaluation(
    string Type, string? Value, string? Error, double Cost, IReadOnlyList<string> Reads, IReadOnlyList<PolicyProblem> Problems)
{
    private const string Name = "expression";

    /// <summary>Compiles <paramref name="expression"/> with the names of policies, and evaluates it where it reads no request.</summary>
    public static CelEvaluation Of(string expression)
    {
        var program = CelProgram.Compile(expression, PolicyVocabulary.Environment, out var problems);
        if (program is null)
        {
            var source = new SourceText(Name, expression);
            return new CelEvaluation("", null, null, 0, [], [.. problems.Select(p => Located(source, p))]);
        }

        var type = ConformanceTypes.Settled(program.Expression.Type).ToString();
        var reads = program.Expression.References.Values.OfType<PolicyVariable>().Select(v => v.Name).Distinct().ToList();
        if (reads.Count > 0)
        {
            return new CelEvaluation(type, null, null, program.Cost, reads, []);
        }

        var value = program.Evaluate();
        return value.IsError
            ? new CelEvaluation(type, null, value.AsText, program.Cost, [], [])
            : new CelEvaluation(type, value.ToString(), null, program.Cost, [], []);
    }

    private static PolicyProblem Located(SourceText source, CelProblem problem)
    {
        var at = source.PositionOf(problem.Offset);
        return new PolicyProblem(source.File, at.Line, at.Column, problem.Code, problem.Message, problem.Mend);
    }
}
