using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>Reports problems of one file by offset.</summary>
internal sealed class Reporter(SourceText source, ProblemList problems)
{
    public void At(int offset, string code, string message, string mend)
    {
        var at = source.PositionOf(offset);
        problems.Add(new PolicyProblem(source.File, at.Line, at.Column, code, message, mend));
    }

    /// <summary>A problem of an expression that stands in <paramref name="field"/>.</summary>
    public void In(Field field, CelProblem problem) =>
        At(ScalarMap.OffsetInFile(source.Text, field, problem.Offset), problem.Code, problem.Message, problem.Mend);

    /// <summary><c>file:line</c></summary>
    public string Describe(int offset) => $"{source.File}:{source.PositionOf(offset).Line}";
}
