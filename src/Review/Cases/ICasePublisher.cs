namespace SecurityDecisioning.Review.Cases;

/// <summary>Where cases and snoozes go: the gateway puts them into the log. Published plug point.</summary>
public interface ICasePublisher
{
    /// <summary>Completes once the case as it is now is durable in the log.</summary>
    ValueTask PublishAsync(Case item, CancellationToken cancellationToken = default);

    /// <summary>Completes once the snooze as it is now is durable in the log.</summary>
    ValueTask PublishAsync(Snooze snooze, CancellationToken cancellationToken = default);
}
