using SecurityDecisioning.Review.Budgets;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>What takes policies back by itself, from section <c>SecurityDecisioning:Guards</c> (docs/cases.md).</summary>
public sealed class GuardSettings
{
    public const string Section = "SecurityDecisioning:Guards";

    /// <summary>
    /// False-positive budget, in percent, of policies whose documents name none. Default 0: those have none. Above 0, up to 100.
    /// </summary>
    public double BudgetPercent { get; set; }

    /// <summary>Over how long such a budget is counted. Default 7 days; 1 hour to 32 days.</summary>
    public TimeSpan BudgetWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whom a policy must have acted upon before it is judged. Default 20; from 5.</summary>
    public int BudgetAtLeast { get; set; } = 20;

    /// <summary>Whether a new version that acts otherwise than expected is taken back. Default yes.</summary>
    public bool Canary { get; set; } = true;

    /// <summary>For how long after it went live a version is a new one. Default 24 hours; 1 minute to 30 days.</summary>
    public TimeSpan CanaryFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The budget of policies that have none of their own; null for none.</summary>
    public FalsePositiveBudget? DefaultBudget => BudgetPercent == 0
        ? null
        : new FalsePositiveBudget(BudgetPercent / 100, (long)BudgetWindow.TotalMilliseconds, BudgetAtLeast);

    /// <exception cref="FormatException">Something is not as it must be; the message lists all of it.</exception>
    public static GuardSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<GuardSettings>(static o => o.ErrorOnUnknownConfiguration = true)
            ?? new GuardSettings();
        var errors = settings.Errors().ToList();
        return errors.Count == 0
            ? settings
            : throw new FormatException(string.Join("; ", errors.Select(static e => $"{Section}: {e}")));
    }

    private IEnumerable<string> Errors()
    {
        if (BudgetPercent is not (>= 0 and <= 100))
        {
            yield return $"BudgetPercent is {BudgetPercent}: 0 to 100 belongs there";
        }

        if (BudgetWindow < TimeSpan.FromHours(1) || BudgetWindow.TotalMilliseconds > OverturnSample.LongestMs)
        {
            yield return $"BudgetWindow is {BudgetWindow}: 1 hour to 32 days belongs there";
        }

        if (BudgetAtLeast < OverturnBook.FewestOverturned)
        {
            yield return $"BudgetAtLeast is {BudgetAtLeast}: {OverturnBook.FewestOverturned} or more belongs there";
        }

        if (CanaryFor < TimeSpan.FromMinutes(1) || CanaryFor > TimeSpan.FromDays(30))
        {
            yield return $"CanaryFor is {CanaryFor}: 1 minute to 30 days belongs there";
        }
    }
}
