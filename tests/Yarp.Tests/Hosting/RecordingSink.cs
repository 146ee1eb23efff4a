using System.Collections.Concurrent;
using SecurityDecisioning.Engine;

namespace SecurityDecisioning.Yarp.Tests.Hosting;

/// <summary>A sink that keeps what it is given, and acknowledges when the test says so.</summary>
internal sealed class RecordingSink : IDecisionSink
{
    public ConcurrentQueue<SecurityEvent> Events { get; } = [];

    public ConcurrentQueue<(EventId Id, ActionKind Action, DecisionFlags Flags)> Decisions { get; } = [];

    /// <summary>What an adverse decision waits for.</summary>
    public Func<ValueTask> Acknowledge { get; set; } = () => ValueTask.CompletedTask;

    public Func<Exception?> PublishFailure { get; set; } = () => null;

    /// <summary>What a decision is refused with at once, if it is.</summary>
    public Func<Decision, Exception?> DecisionFailure { get; set; } = static _ => null;

    public void Publish(SecurityEvent securityEvent)
    {
        if (PublishFailure() is { } failure)
        {
            throw failure;
        }

        Events.Enqueue(securityEvent);
    }

    public ValueTask PublishAsync(Decision decision, CancellationToken cancellationToken = default)
    {
        if (DecisionFailure(decision) is { } failure)
        {
            throw failure;
        }

        Decisions.Enqueue((decision.Id, decision.Action, decision.Flags));
        return decision.Action == ActionKind.Allow ? ValueTask.CompletedTask : Acknowledge();
    }

    /// <summary>The first event, once there is one.</summary>
    public async Task<SecurityEvent> FirstAsync()
    {
        for (var i = 0; i < 500; i++)
        {
            if (Events.TryPeek(out var first))
            {
                return first;
            }

            await Task.Delay(10);
        }

        throw new AssertionException("no event was published");
    }

    /// <summary>The request event and the outcome of the only request with <paramref name="path"/>.</summary>
    public async Task<(SecurityEvent Request, SecurityEvent Outcome)> PairAsync(string path)
    {
        // The outcome is published after the client has its answer.
        for (var i = 0; i < 500; i++)
        {
            var outcome = Events.FirstOrDefault(e => e.Kind == EventKind.Outcome && e.Path == path);
            if (outcome is not null)
            {
                return (Events.First(e => e.Kind == EventKind.Request && e.Id == outcome.Id), outcome);
            }

            await Task.Delay(10);
        }

        throw new AssertionException($"no outcome for {path} was published");
    }
}
