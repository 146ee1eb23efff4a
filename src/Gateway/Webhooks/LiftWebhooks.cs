using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>
/// Lifts of what a decision left, to the receiver that was told of the decision: what it did on our word it can undo on our word.
/// Never before the decision itself, or a receiver that was away would block somebody for whom the lift had already passed.
/// </summary>
internal sealed class LiftWebhooks(
    WebhookTarget target,
    WebhookSender sender,
    IRecordLog log,
    LogDamage damage,
    string offsetFile,
    DecisionWebhooks decisions,
    RestrictionProjection restrictions,
    IRestrictionLedger ledger,
    IDecisionRecords records,
    ILogger<LiftWebhooks> logger)
    : WebhookFollower(sender, log, damage, offsetFile, logger)
{
    private readonly List<(long Offset, RestrictionLift Lift)> _batch = [];

    public override string Name => $"webhook {target.Name} (lifts)";

    public override Topic Topic => Topic.Restrictions;

    protected override void Add(LogRecord record)
    {
        if (RestrictionCodec.Read(record.Payload.Span).Lifted is { } lift)
        {
            _batch.Add((record.Offset, lift));
        }
    }

    protected override async Task<IReadOnlyList<WebhookMessage>> MessagesAsync(CancellationToken cancellationToken)
    {
        var messages = new List<WebhookMessage>();
        foreach (var (offset, lift) in _batch)
        {
            await restrictions.WhenTakenAsync(offset, cancellationToken);
            if (await ledger.FindAsync(lift.Restriction, cancellationToken) is { Restriction: var restriction }
                && await WasToldAsync(restriction, cancellationToken))
            {
                messages.Add(WebhookMessage.Of(restriction, lift, target.Name));
            }
        }

        if (messages.Count > 0)
        {
            // A lift follows what it lifts, so the decision is among those that the log has now.
            await decisions.WhenCaughtUpAsync(cancellationToken);
        }

        return messages;
    }

    protected override void Forget() => _batch.Clear();

    /// <summary>
    /// What a person set, nobody was told of. Where the decision is no longer on record nobody knows, and a receiver that hears of
    /// a lift too many does no harm.
    /// </summary>
    private async Task<bool> WasToldAsync(Restriction restriction, CancellationToken cancellationToken)
    {
        if (restriction.Origin != RestrictionOrigin.Policy)
        {
            return false;
        }

        if (await records.FindAsync(restriction.Decision, cancellationToken) is not { } record)
        {
            return true;
        }

        try
        {
            return WebhookMessage.IsAskedFor(DecisionCodec.Read(record.Encoded.Span), target.Name);
        }
        catch (RecordFormatException)
        {
            return true;
        }
    }
}
