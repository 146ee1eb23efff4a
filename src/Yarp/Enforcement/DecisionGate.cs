using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Engine;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>
/// Everything between a request's arrival and what is done with it: extract, decide, record. Whatever fails here becomes the
/// route's fail mode, never an error of ours.
/// </summary>
internal sealed class DecisionGate(
    SignalExtractor extractor,
    DecisionPoint engine,
    IDecisionSink sink,
    StepUp stepUp,
    SessionDirectory sessions,
    IOptions<SecurityDecisioningOptions> options,
    YarpMetrics metrics,
    FailureLog failures,
    TimeProvider time)
{
    private readonly ObjectPool<Decision> _decisions =
        new DefaultObjectPool<Decision>(new DecisionReset(), Environment.ProcessorCount * 16);

    private readonly TimeSpan _acknowledgeTimeout = options.Value.AcknowledgeTimeout;

    public async ValueTask<Ruling> RuleAsync(HttpContext context, RouteSettings route)
    {
        var started = time.GetTimestamp();
        SecurityEvent request;
        try
        {
            request = await extractor.ExtractAsync(context, route);
        }
        catch (Exception e)
        {
            return Fail(extractor.Minimal(context, route), route, FailureStage.Extract, e);
        }

        var ruling = Decide(request, route, out var recorded);
        metrics.Decided(time.GetElapsedTime(started));
        if (recorded.IsCompletedSuccessfully)
        {
            return ruling;
        }

        try
        {
            await recorded.AsTask().WaitAsync(_acknowledgeTimeout, time);
            return ruling;
        }
        catch (Exception e)
        {
            // Not on record, so not told to anybody. A permit needs no record to be kept.
            return ruling.Action == ActionKind.Allow ? Note(ruling, route, e) : Fail(request, route, FailureStage.Record, e);
        }
    }

    /// <summary>Tells the engine, the session directory and the log what came of a request.</summary>
    public void Close(SecurityEvent outcome)
    {
        try
        {
            using var passage = engine.Enter();
            sink.Publish(outcome);
            sessions.Observe(outcome);
            engine.Observe(outcome);
        }
        catch (Exception e)
        {
            failures.Outcome(outcome.Id, e);
        }

        metrics.Enforced(outcome.Action);
    }

    private Ruling Decide(SecurityEvent request, RouteSettings route, out ValueTask recorded)
    {
        recorded = default;
        var stage = FailureStage.Record;
        var decision = _decisions.Get();
        using var passage = engine.Enter();
        try
        {
            // The log first: whatever memory holds is in the log, or on its way there (docs/snapshots.md).
            sink.Publish(request);
            stage = FailureStage.Decide;
            decision.Event = request;
            engine.Decide(request, decision);
            var isWayIn = decision is { Action: ActionKind.Challenge, ChallengeKind: ChallengeKind.StepUp } && stepUp.IsWayIn(request);
            decision.Flags |= route.Shadow || isWayIn ? DecisionFlags.NotEnforced : DecisionFlags.None;
            var ruling = isWayIn ? Ruling.Of(decision) with { IsWayIn = true } : Ruling.Of(decision);
            stage = FailureStage.Record;
            recorded = sink.PublishAsync(decision, CancellationToken.None);
            engine.Recorded(decision);
            return ruling;
        }
        catch (Exception e)
        {
            if (stage == FailureStage.Record)
            {
                // What is on no record must not stand.
                engine.Withdraw(decision);
            }

            return Fail(request, route, stage, e);
        }
        finally
        {
            _decisions.Return(decision);
        }
    }

    private Ruling Fail(SecurityEvent request, RouteSettings route, FailureStage stage, Exception exception)
    {
        var open = route.FailMode == FailMode.Open;
        failures.Decision(request.Id, route, stage, exception);
        var ruling = Ruling.Undecided(request, open);
        var decision = _decisions.Get();
        try
        {
            decision.Event = request;
            decision.Action = ruling.Action;
            decision.Flags = open ? DecisionFlags.FailedOpen : DecisionFlags.FailedClosed;
            using var passage = engine.Enter();
            if (stage == FailureStage.Extract)
            {
                sink.Publish(request);
            }

            // Best effort: a log that fails as well must not keep the client waiting.
            Forget(sink.PublishAsync(decision, CancellationToken.None));
            // What the log says is folded, as a replay folds it; where the engine got that far, this changes nothing.
            engine.Observe(request);
        }
        catch (Exception e)
        {
            failures.Decision(request.Id, route, FailureStage.Record, e);
        }
        finally
        {
            _decisions.Return(decision);
        }

        return ruling;
    }

    private Ruling Note(Ruling ruling, RouteSettings route, Exception exception)
    {
        failures.Decision(ruling.Id, route, FailureStage.Record, exception);
        return ruling;
    }

    /// <summary>Keeps a failure that nobody waits for from surfacing as an unobserved one.</summary>
    private void Forget(ValueTask recorded)
    {
        if (!recorded.IsCompletedSuccessfully)
        {
            _ = recorded.AsTask().ContinueWith(
                static (_, m) => ((YarpMetrics)m!).Failed(FailureStage.Record), metrics, CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
