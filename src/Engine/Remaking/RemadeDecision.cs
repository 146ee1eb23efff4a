namespace SecurityDecisioning.Engine.Remaking;

/// <summary>A decision made again, and how it differs from its record.</summary>
public sealed record RemadeDecision(Decision Decision, IReadOnlyList<string> Differences)
{
    public bool IsSame => Differences.Count == 0;
}
