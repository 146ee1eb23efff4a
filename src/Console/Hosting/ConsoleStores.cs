using SecurityDecisioning.Console.Decisions;
using SecurityDecisioning.Console.Restrictions;

namespace SecurityDecisioning.Console.Hosting;

/// <summary>What the console reads and does, by instances that the gateway shares with it.</summary>
public sealed record ConsoleStores
{
    public required DecisionReader Decisions { get; init; }

    public required RestrictionDesk Restrictions { get; init; }

    /// <summary>Asked whenever the overview is shown; must answer from memory.</summary>
    public Func<HealthReport> Health { get; init; } = static () => HealthReport.Unknown;
}
