using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Console.Hosting;

/// <summary>What the console reads and does, by instances that the gateway shares with it.</summary>
public sealed record ConsoleStores
{
    public required IDecisionRecords Decisions { get; init; }

    /// <summary>Reads a decision's log record back.</summary>
    public required Func<ReadOnlyMemory<byte>, Decision> Decode { get; init; }

    public required IRestrictionLedger Ledger { get; init; }

    public required RestrictionDesk Desk { get; init; }

    public required ICaseLedger Cases { get; init; }

    public required CaseDesk CaseDesk { get; init; }

    public required SnoozeDesk SnoozeDesk { get; init; }

    /// <summary>Versions of the policies and what becomes of them.</summary>
    public required PolicyLifecycle Policies { get; init; }

    /// <summary>Asked whenever the overview is shown; must answer from memory.</summary>
    public Func<HealthReport> Health { get; init; } = static () => HealthReport.Unknown;
}
