using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Words;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Review.Snoozes;

/// <summary>
/// Where a person lets a policy leave somebody alone, and undoes it. Only a case that was closed as harmless leads to a snooze, so
/// that there is always a reason and a name behind it.
/// </summary>
public sealed class SnoozeDesk(
    ICaseLedger ledger, ICasePublisher publisher, TimeProvider? time = null, ILogger<SnoozeDesk>? logger = null)
{
    private const long ShortestMs = 60_000;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = (ILogger?)logger ?? NullLogger.Instance;

    /// <summary>Sets a snooze on the case's entity.</summary>
    public async Task<SnoozeResult> SetAsync(SnoozeRequest request, CancellationToken cancellationToken = default)
    {
        var from = await ledger.FindAsync(request.Case, cancellationToken);
        var outcome = Check(request, from);
        if (outcome != SnoozeOutcome.Set)
        {
            return new SnoozeResult(outcome, null);
        }

        var now = NowMs();
        var snooze = new Snooze
        {
            Id = EventId.New(now),
            Entity = from!.Entity,
            Policy = request.Policy.Trim(),
            FromMs = now,
            UntilMs = now + request.DurationMs,
            Case = request.Case,
            By = request.By.Trim(),
            Reason = request.Reason.Trim(),
        };
        Log.SnoozeSet(_logger, snooze.Id);
        await publisher.PublishAsync(snooze, cancellationToken);
        return new SnoozeResult(SnoozeOutcome.Set, snooze);
    }

    /// <summary>Undoes a snooze.</summary>
    public async Task<EndOutcome> EndAsync(EventId id, string by, string reason, CancellationToken cancellationToken = default)
    {
        if (!PersonText.Fits(reason, CaseLimits.Reason))
        {
            return EndOutcome.BadReason;
        }

        if (!PersonText.Fits(by, CaseLimits.Name))
        {
            return EndOutcome.BadName;
        }

        var now = NowMs();
        switch (await ledger.FindSnoozeAsync(id, cancellationToken))
        {
            case null:
                return EndOutcome.Unknown;
            case var snooze when snooze.End is not null || snooze.UntilMs <= now:
                return EndOutcome.Over;
            case var snooze:
                Log.SnoozeEnded(_logger, id);
                await publisher.PublishAsync(
                    snooze with { End = new SnoozeEnd(now, by.Trim(), reason.Trim()) }, cancellationToken);
                return EndOutcome.Ended;
        }
    }

    private static SnoozeOutcome Check(SnoozeRequest request, Case? from)
    {
        switch (from)
        {
            case null:
                return SnoozeOutcome.UnknownCase;
            case { Closing: null }:
                return SnoozeOutcome.CaseOpen;
            case { Closing.Verdict: not (Verdict.ConfirmedSafe or Verdict.Dismissed) }:
                return SnoozeOutcome.NotHarmless;
        }

        if (from.Entity.IsNone || from.Entity.Kind is < EntityKind.Account or > EntityKind.ApiKey)
        {
            return SnoozeOutcome.BadEntity;
        }

        var isTheCases = from.Policy.Length == 0 || from.Policy == request.Policy?.Trim();
        if (!isTheCases || !PersonText.Fits(request.Policy, CaseLimits.Name))
        {
            return SnoozeOutcome.BadPolicy;
        }

        if (request.DurationMs is < ShortestMs or > Snooze.LongestMs)
        {
            return SnoozeOutcome.BadDuration;
        }

        if (!PersonText.Fits(request.Reason, CaseLimits.Reason))
        {
            return SnoozeOutcome.BadReason;
        }

        return PersonText.Fits(request.By, CaseLimits.Name) ? SnoozeOutcome.Set : SnoozeOutcome.BadName;
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
