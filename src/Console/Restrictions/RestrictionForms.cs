using SecurityDecisioning.Review.Restrictions;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Console.Restrictions;

/// <summary>
/// Hands a form to the desk and waits, for a moment, until the ledger shows the result: it comes back through the log, and a
/// page that still shows the old state would be taken for a failure.
/// </summary>
internal sealed class RestrictionForms(RestrictionDesk desk, IRestrictionLedger ledger)
{
    private const int Looks = 20;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(75);

    public async Task<LiftOutcome> LiftAsync(EventId id, string by, string reason, CancellationToken cancel)
    {
        var outcome = await desk.LiftAsync(id, by, reason, cancel);
        if (outcome == LiftOutcome.Lifted)
        {
            await UntilAsync(async () => await ledger.FindAsync(id, cancel) is { Lift: not null }, cancel);
        }

        return outcome;
    }

    public async Task<IssueResult> IssueAsync(RestrictionRequest request, CancellationToken cancel)
    {
        var result = await desk.IssueAsync(request, cancel);
        if (result.Restriction is { } restriction)
        {
            await UntilAsync(async () => await ledger.FindAsync(restriction.Id, cancel) is not null, cancel);
        }

        return result;
    }

    private static async Task UntilAsync(Func<Task<bool>> shown, CancellationToken cancel)
    {
        for (var i = 0; i < Looks && !await shown(); i++)
        {
            await Task.Delay(Between, cancel);
        }
    }
}
