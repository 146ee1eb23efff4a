using Microsoft.Extensions.Logging;
using SecurityDecisioning.Yarp.Configuration;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Yarp;

/// <summary>Every failure of the enforcement point, counted; and logged, a line a second of each kind.</summary>
internal sealed class FailureLog(YarpMetrics metrics, TimeProvider time, ILogger<FailureLog> logger)
{
    private readonly LogRation _decisions = new(time);
    private readonly LogRation _outcomes = new(time);
    private readonly LogRation _headers = new(time);
    private readonly LogRation _requests = new(time);

    /// <summary>No decision, or none on record: the route's fail mode speaks.</summary>
    public void Decision(EventId id, RouteSettings route, FailureStage stage, Exception exception)
    {
        metrics.Failed(stage);
        if (_decisions.TryTake(out var held))
        {
            logger.Failed(
                id, route.RouteId, FailureStages.NameOf(stage), route.FailMode == FailMode.Open ? "open" : "closed", held,
                FailureText.Of(exception));
        }
    }

    public void Outcome(EventId id, Exception exception)
    {
        metrics.Failed(FailureStage.Outcome);
        if (_outcomes.TryTake(out var held))
        {
            logger.OutcomeFailed(id, held, FailureText.Of(exception));
        }
    }

    public void Headers(EventId id, Exception exception)
    {
        metrics.Failed(FailureStage.Answer);
        if (_headers.TryTake(out var held))
        {
            logger.AnswerHeadersFailed(id, held, FailureText.Of(exception));
        }
    }

    /// <summary>A step threw; the client has been given a 500.</summary>
    public void Request(EventId id, Exception exception)
    {
        metrics.Failed(FailureStage.Answer);
        if (_requests.TryTake(out var held))
        {
            logger.RequestFailed(id, held, FailureText.Of(exception));
        }
    }
}
