using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Review.Words;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Review.Restrictions;

/// <summary>
/// Where a person sets and lifts restrictions. What they ask for goes into the log and comes back through the projection into
/// the <see cref="IRestrictionLedger"/>; the answer comes when it is durable.
/// </summary>
public sealed class RestrictionDesk(
    IRestrictionLedger ledger, IRestrictionPublisher publisher, TimeProvider? time = null, ILogger<RestrictionDesk>? logger = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = (ILogger?)logger ?? NullLogger.Instance;

    /// <summary>Undoes a restriction.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="by">Who answers for it.</param>
    /// <param name="reason">Why: 1 to <see cref="RestrictionLimits.Reason"/> characters.</param>
    /// <param name="cancellationToken">Stops the waiting; a lift already in the log stays.</param>
    public async Task<LiftOutcome> LiftAsync(
        EventId id, string by, string reason, CancellationToken cancellationToken = default)
    {
        if (!PersonText.Fits(reason, RestrictionLimits.Reason))
        {
            return LiftOutcome.BadReason;
        }

        if (!PersonText.Fits(by, RestrictionLimits.Name))
        {
            return LiftOutcome.BadName;
        }

        var now = NowMs();
        switch (await ledger.FindAsync(id, cancellationToken))
        {
            case null:
                return LiftOutcome.Unknown;
            case { Lift: not null }:
                return LiftOutcome.AlreadyLifted;
            case { Restriction: var restriction } when restriction.UntilMs <= now:
                return LiftOutcome.Expired;
            case { Restriction: var restriction }:
                Log.LiftRequested(_logger, id);
                await publisher.PublishAsync(
                    new RestrictionLift(id, restriction.Entity, now, by.Trim(), reason.Trim()), cancellationToken);
                return LiftOutcome.Lifted;
        }
    }

    /// <summary>Sets a restriction.</summary>
    public async Task<IssueResult> IssueAsync(RestrictionRequest request, CancellationToken cancellationToken = default)
    {
        var outcome = Check(request);
        if (outcome != IssueOutcome.Issued)
        {
            return new IssueResult(outcome, null);
        }

        var now = NowMs();
        var restriction = new Restriction
        {
            Id = EventId.New(now),
            Entity = request.Entity,
            Action = request.Action,
            FromMs = now,
            UntilMs = now + request.DurationMs,
            Origin = request.Origin,
            Owner = request.By.Trim(),
            ReasonCode = RestrictionLimits.ManualReasonCode,
            Reason = request.Reason.Trim(),
            Threat = request.Threat,
            Decision = request.Decision,
        };
        Log.IssueRequested(_logger, restriction.Id, restriction.Action);
        await publisher.PublishAsync(restriction, cancellationToken);
        return new IssueResult(IssueOutcome.Issued, restriction);
    }

    private static IssueOutcome Check(RestrictionRequest request)
    {
        if (request.Entity.IsNone || request.Entity.Kind == EntityKind.None)
        {
            return IssueOutcome.BadEntity;
        }

        if (request.Action is not (ActionKind.Challenge or ActionKind.Throttle or ActionKind.Revoke))
        {
            return IssueOutcome.BadAction;
        }

        if (request.DurationMs is < RestrictionLimits.ShortestMs or > RestrictionLimits.LongestMs)
        {
            return IssueOutcome.BadDuration;
        }

        if (!PersonText.Fits(request.Reason, RestrictionLimits.Reason))
        {
            return IssueOutcome.BadReason;
        }

        return PersonText.Fits(request.By, RestrictionLimits.Name) ? IssueOutcome.Issued : IssueOutcome.BadName;
    }

    private long NowMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
