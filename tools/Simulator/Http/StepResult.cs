using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>What came of one step against a real gateway.</summary>
/// <param name="Step">The step.</param>
/// <param name="TimeMs">When it was sent, milliseconds since the Unix epoch.</param>
/// <param name="Status">The last status seen; 0 where no answer came.</param>
/// <param name="Action">The strongest action met on the way (a solved challenge stays a challenge).</param>
/// <param name="Solved">Whether a challenge was met and solved.</param>
/// <param name="DecisionId">The gateway's reference of the first answer, empty where it gave none.</param>
/// <param name="Reached">Whether the attempt came through in the end and had its effect.</param>
public sealed record StepResult(
    Step Step, long TimeMs, int Status, ActionKind Action, bool Solved, string DecisionId, bool Reached);
