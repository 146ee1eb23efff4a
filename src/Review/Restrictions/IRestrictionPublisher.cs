namespace SecurityDecisioning.Review.Restrictions;

/// <summary>Where a person's word about restrictions goes: the gateway puts it into the log. Published plug point.</summary>
public interface IRestrictionPublisher
{
    /// <summary>Completes once the restriction is durable in the log.</summary>
    ValueTask PublishAsync(Restriction restriction, CancellationToken cancellationToken = default);

    /// <summary>Completes once the lift is durable in the log.</summary>
    ValueTask PublishAsync(RestrictionLift lift, CancellationToken cancellationToken = default);
}
