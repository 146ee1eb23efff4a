namespace SecurityDecisioning.Policies;

/// <summary>What is wrong with a policy document, where, and how to mend it.</summary>
/// <param name="File">The document, relative to its folder.</param>
/// <param name="Line">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Code">Stable name of the kind of problem, for example <c>unknown-name</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Mend">What to do about it; may be empty.</param>
public sealed record PolicyProblem(string File, int Line, int Column, string Code, string Message, string Mend)
{
    /// <summary>How much it matters.</summary>
    public ProblemSeverity Severity { get; init; }

    /// <summary>
    /// What it is about: <c>policy/rule/key</c>, for example <c>login-spraying/many-failures/when</c>; empty where it is about a
    /// document's shape.
    /// </summary>
    public string Path { get; init; } = "";

    public override string ToString()
    {
        var severity = Severity switch
        {
            ProblemSeverity.Warning => "warning: ",
            ProblemSeverity.Note => "note: ",
            _ => "",
        };
        return $"{File}:{Line}:{Column}: {severity}{Message}{(Mend.Length > 0 ? $" — {Mend}" : "")} [{Code}]";
    }
}
