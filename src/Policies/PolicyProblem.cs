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
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Message}{(Mend.Length > 0 ? $" — {Mend}" : "")} [{Code}]";
}
