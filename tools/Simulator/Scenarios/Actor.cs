namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>One person, program or attack campaign, with the truth about it.</summary>
/// <param name="Id">0-based, unique in the scenario.</param>
/// <param name="Behaviour">What it plays, for example <c>office-worker</c> or <c>stuffing-distributed</c>.</param>
/// <param name="Truth">The threat it is; <see cref="Threat.None"/> for the benign.</param>
public sealed record Actor(int Id, string Behaviour, Threat Truth)
{
    public bool IsAttack => Truth != Threat.None;
}
