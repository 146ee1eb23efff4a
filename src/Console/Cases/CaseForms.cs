using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Snoozes;

namespace SecurityDecisioning.Console.Cases;

/// <summary>
/// Hands a form to the desks and waits, for a moment, until the ledger shows the result: it comes back through the log, and a page
/// that still shows the old state would be taken for a failure.
/// </summary>
internal sealed class CaseForms(CaseDesk cases, SnoozeDesk snoozes, ICaseLedger ledger)
{
    private const int Looks = 20;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(75);

    public async Task<OpenResult> OpenAsync(CaseRequest request, CancellationToken cancel)
    {
        var result = await cases.OpenAsync(request, cancel);
        if (result.Case is { } opened)
        {
            await UntilAsync(async () => await ledger.FindAsync(opened.Id, cancel) is not null, cancel);
        }

        return result;
    }

    public async Task<CloseOutcome> CloseAsync(EventId id, Verdict verdict, string by, string reason, CancellationToken cancel)
    {
        var outcome = await cases.CloseAsync(id, verdict, by, reason, cancel);
        if (outcome == CloseOutcome.Closed)
        {
            await UntilAsync(async () => await ledger.FindAsync(id, cancel) is { IsOpen: false }, cancel);
        }

        return outcome;
    }

    public async Task<SnoozeResult> SnoozeAsync(SnoozeRequest request, CancellationToken cancel)
    {
        var result = await snoozes.SetAsync(request, cancel);
        if (result.Snooze is { } set)
        {
            await UntilAsync(async () => await ledger.FindSnoozeAsync(set.Id, cancel) is not null, cancel);
        }

        return result;
    }

    public async Task<EndOutcome> EndAsync(EventId id, string by, string reason, CancellationToken cancel)
    {
        var outcome = await snoozes.EndAsync(id, by, reason, cancel);
        if (outcome == EndOutcome.Ended)
        {
            await UntilAsync(async () => await ledger.FindSnoozeAsync(id, cancel) is { End: not null }, cancel);
        }

        return outcome;
    }

    private static async Task UntilAsync(Func<Task<bool>> shown, CancellationToken cancel)
    {
        for (var i = 0; i < Looks && !await shown(); i++)
        {
            await Task.Delay(Between, cancel);
        }
    }
}
