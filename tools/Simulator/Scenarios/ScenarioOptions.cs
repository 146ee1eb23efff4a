namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>What world to make.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Same seed and options, same steps. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Default: five natural days.</summary>
    public Pace Pace { get; init; } = Pace.Natural(TimeSpan.FromDays(5));

    /// <summary>Factor on the number of benign people, 0.05 to 20. Default 1 (about 260 people).</summary>
    public double Population { get; init; } = 1;

    /// <summary>Campaigns per kind of attack, 0 to 50. Default 2.</summary>
    public int Campaigns { get; init; } = 2;

    /// <summary>Factor on the attempts of one campaign, 0.02 to 20. Default 1.</summary>
    public double Intensity { get; init; } = 1;

    /// <summary>Threats to play; none means all.</summary>
    public IReadOnlyCollection<Threat> Attacks { get; init; } = [];

    /// <summary>Checks every limit and says which one is broken.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        Check(Population is >= 0.05 and <= 20, $"the population factor must be 0.05 to 20, not {Population}");
        Check(Campaigns is >= 0 and <= 50, $"campaigns per attack must be 0 to 50, not {Campaigns}");
        Check(Intensity is >= 0.02 and <= 20, $"the intensity must be 0.02 to 20, not {Intensity}");
        Check(
            Pace.Duration >= TimeSpan.FromSeconds(5) && Pace.Duration <= TimeSpan.FromDays(60),
            $"the duration must be 5 seconds to 60 days, not {Pace.Duration}");
        Check(!Attacks.Contains(Threat.None), $"`none` is no attack");

        static void Check(bool holds, FormattableString message)
        {
            if (!holds)
            {
                throw new ArgumentException(FormattableString.Invariant(message));
            }
        }
    }
}
