namespace SecurityDecisioning.Policies.Cel;

/// <summary>What is wrong with an expression, where, and how to mend it.</summary>
/// <param name="Offset">Characters before the offending place.</param>
/// <param name="Code">Stable name of the kind of problem.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Mend">What to do about it; may be empty.</param>
internal readonly record struct CelProblem(int Offset, string Code, string Message, string Mend = "");
