namespace SecurityDecisioning.Engine;

/// <summary>Where the enforcement point hands what happened; the gateway writes it to the log.</summary>
public interface IDecisionSink
{
    /// <summary>A request or its outcome. Does not wait for the disk.</summary>
    void Publish(SecurityEvent securityEvent);

    /// <summary>
    /// A decision with the restrictions it issued. Completes at once for a permit; for an adverse action (challenge, throttle,
    /// revoke) only when it is durable, so that what a client has been told survives a crash.
    /// The decision object may be reused as soon as the call returns, before the task completes.
    /// </summary>
    ValueTask PublishAsync(Decision decision, CancellationToken cancellationToken = default);
}
