namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Risk in three steps, for people and for upstream headers.</summary>
public enum RiskLevel : byte
{
    Low = 0,
    Medium = 1,
    High = 2,
}
