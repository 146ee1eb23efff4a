namespace SecurityDecisioning.Console.Hosting;

/// <summary>How the gateway is, as the overview shows it.</summary>
/// <param name="Parts">Its parts in the order of the data flow.</param>
public sealed record HealthReport(IReadOnlyList<HealthPart> Parts)
{
    public static HealthReport Unknown { get; } = new([]);

    public bool IsDegraded => Parts.Any(p => !p.Healthy);
}
