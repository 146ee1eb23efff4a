using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Contracts.Cases;

/// <summary>How a case ended. It ends once: who finds out more opens another.</summary>
/// <param name="Verdict">What was found; never <see cref="Verdict.None"/>.</param>
/// <param name="By">Who answers for it.</param>
/// <param name="TimeMs">When, milliseconds since the Unix epoch.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record CaseClosing(Verdict Verdict, string By, long TimeMs, string Reason);
