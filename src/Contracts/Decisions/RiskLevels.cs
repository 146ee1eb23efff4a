namespace SecurityDecisioning.Contracts.Decisions;

/// <summary>Where the steps of risk are.</summary>
public static class RiskLevels
{
    public const float MediumFrom = 0.3f;
    public const float HighFrom = 0.7f;

    public static RiskLevel Of(float risk) =>
        risk >= HighFrom ? RiskLevel.High : risk >= MediumFrom ? RiskLevel.Medium : RiskLevel.Low;

    public static string NameOf(RiskLevel level) => level switch
    {
        RiskLevel.High => "high",
        RiskLevel.Medium => "medium",
        _ => "low",
    };
}
