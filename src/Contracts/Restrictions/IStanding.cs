namespace SecurityDecisioning.Contracts.Restrictions;

/// <summary>
/// What a person or a policy has set on one entity for a time: a <see cref="Restriction"/> or a
/// <see cref="Policies.Snooze"/>.
/// </summary>
public interface IStanding
{
    EventId Id { get; }

    EntityKey Entity { get; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    long FromMs { get; }

    /// <summary>First millisecond at which it no longer holds.</summary>
    long UntilMs { get; }
}
