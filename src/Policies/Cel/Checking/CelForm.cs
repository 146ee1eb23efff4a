using SecurityDecisioning.Policies.Cel.Syntax;

namespace SecurityDecisioning.Policies.Cel.Checking;

/// <summary>
/// A call that is settled while checking, such as <c>threat("scraping")</c>: it becomes a variable, or a problem.
/// </summary>
internal delegate CelVariable? CelForm(CelCall call, out CelProblem problem);
