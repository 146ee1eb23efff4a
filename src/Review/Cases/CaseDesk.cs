using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Words;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Review.Cases;

/// <summary>
/// Where cases are opened and closed. What is asked for goes into the log and comes back through the projection into the
/// <see cref="ICaseLedger"/>; the answer comes when it is durable.
/// </summary>
public sealed class CaseDesk(
    ICaseLedger ledger, ICasePublisher publisher, TimeProvider? time = null, ILogger<CaseDesk>? logger = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = (ILogger?)logger ?? NullLogger.Instance;

    /// <summary>Opens a case for a person.</summary>
    public async Task<OpenResult> OpenAsync(CaseRequest request, CancellationToken cancellationToken = default)
    {
        var outcome = Check(request);
        if (outcome == OpenOutcome.Opened && await ledger.CountOpenAsync(null, cancellationToken) >= CaseLimits.Open)
        {
            outcome = OpenOutcome.TooMany;
        }

        if (outcome != OpenOutcome.Opened)
        {
            return new OpenResult(outcome, null);
        }

        var now = NowMs();
        var opened = new Case
        {
            Id = EventId.New(now),
            Origin = CaseOrigin.Person,
            OpenedMs = now,
            OpenedBy = request.By.Trim(),
            Reason = request.Reason.Trim(),
            Entity = request.Entity,
            Policy = request.Policy.Trim(),
            Decision = request.Decision,
            Restriction = request.Restriction,
        };
        Log.CaseOpened(_logger, opened.Id, opened.Origin);
        await publisher.PublishAsync(opened, cancellationToken);
        return new OpenResult(OpenOutcome.Opened, opened);
    }

    /// <summary>
    /// Opens a case that no person asked for. Its id is the caller's and says what it is about, so that asking twice, before and
    /// after a crash, opens one.
    /// </summary>
    /// <returns>False where it is there already, or where rules have as many open as they may.</returns>
    public async Task<bool> OpenOnceAsync(Case opened, CancellationToken cancellationToken = default)
    {
        if (await ledger.FindAsync(opened.Id, cancellationToken) is not null
            || (opened.Origin == CaseOrigin.Rule
                && await ledger.CountOpenAsync(CaseOrigin.Rule, cancellationToken) >= CaseLimits.OpenByRules))
        {
            return false;
        }

        Log.CaseOpened(_logger, opened.Id, opened.Origin);
        await publisher.PublishAsync(opened, cancellationToken);
        return true;
    }

    /// <summary>Closes a case with what was found. Final.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="verdict">What was found.</param>
    /// <param name="by">Who answers for it.</param>
    /// <param name="reason">Why: 1 to <see cref="CaseLimits.Reason"/> characters.</param>
    /// <param name="cancellationToken">Stops the waiting; a verdict already in the log stays.</param>
    public async Task<CloseOutcome> CloseAsync(
        EventId id, Verdict verdict, string by, string reason, CancellationToken cancellationToken = default)
    {
        if (verdict is not (Verdict.ConfirmedCompromised or Verdict.ConfirmedSafe or Verdict.Dismissed))
        {
            return CloseOutcome.BadVerdict;
        }

        if (!PersonText.Fits(reason, CaseLimits.Reason))
        {
            return CloseOutcome.BadReason;
        }

        if (!PersonText.Fits(by, CaseLimits.Name))
        {
            return CloseOutcome.BadName;
        }

        switch (await ledger.FindAsync(id, cancellationToken))
        {
            case null:
                return CloseOutcome.Unknown;
            case { IsOpen: false }:
                return CloseOutcome.AlreadyClosed;
            case var open:
                Log.CaseClosed(_logger, id, verdict);
                var closing = new CaseClosing(verdict, by.Trim(), Math.Max(NowMs(), open.OpenedMs), reason.Trim());
                await publisher.PublishAsync(open with { Closing = closing }, cancellationToken);
                return CloseOutcome.Closed;
        }
    }

    private static OpenOutcome Check(CaseRequest request)
    {
        var hasEntity = !request.Entity.IsNone && request.Entity.Kind != EntityKind.None;
        if ((!hasEntity && string.IsNullOrWhiteSpace(request.Policy)) || request.Policy.Trim().Length > CaseLimits.Name)
        {
            return OpenOutcome.BadSubject;
        }

        if (!PersonText.Fits(request.Reason, CaseLimits.Reason))
        {
            return OpenOutcome.BadReason;
        }

        return PersonText.Fits(request.By, CaseLimits.Name) ? OpenOutcome.Opened : OpenOutcome.BadName;
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
