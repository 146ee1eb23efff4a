namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Settings of the proof-of-work challenge.</summary>
public sealed class ChallengeOptions
{
    /// <summary>
    /// Leading zero bits that the answer's hash must have; each more doubles the work. Default 18 (about 0.3 to 1 s in a
    /// browser); 1 to 28.
    /// </summary>
    public int Difficulty { get; set; } = 18;

    /// <summary>How long a challenge can be answered. Default 5 min; 30 s to 1 h.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a passed challenge clears the client. Default 30 min; 1 min to 24 h.</summary>
    public TimeSpan Clearance { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Answered challenges that are remembered, so that an answer counts once. Default 100,000; 1,000 to 10,000,000. Past it
    /// the oldest are forgotten; each cost its sender the whole work.
    /// </summary>
    public int ReplayCapacity { get; set; } = 100_000;
}
