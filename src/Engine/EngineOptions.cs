namespace SecurityDecisioning.Engine;

/// <summary>Limits of the decision point.</summary>
public sealed record EngineOptions
{
    /// <summary>
    /// Time after which a decision goes on without the model: restrictions, triage and policies only. Default 2 ms; 50 µs to 1 s.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Most restrictions held in memory at once. Default 250,000; 1 to 10,000,000.</summary>
    public int MaxRestrictions { get; init; } = 250_000;

    /// <summary>Checks every limit.</summary>
    /// <exception cref="ArgumentException">At least one is out of its range; the message names all that are.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Budget < TimeSpan.FromMicroseconds(50) || Budget > TimeSpan.FromSeconds(1))
        {
            problems.Add($"engine budget {Budget.TotalMilliseconds} ms is not between 0.05 and 1000 ms");
        }

        if (MaxRestrictions is < 1 or > 10_000_000)
        {
            problems.Add($"engine max restrictions {MaxRestrictions} is not between 1 and 10000000");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", problems));
        }
    }
}
