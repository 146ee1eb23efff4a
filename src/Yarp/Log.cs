using Microsoft.Extensions.Logging;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Yarp;

/// <summary>What the enforcement point says; ids 6xxx. Decision ids are references, not identifiers of
/// anybody; failures are told by <see cref="FailureText"/>, a line a second at most, with how many were held back.</summary>
internal static partial class Log
{
    [LoggerMessage(
        6001, LogLevel.Error,
        "Decision {DecisionId} on route `{Route}` failed at stage {Stage}; the route fails {FailMode}. {Held} more since: {Failure}")]
    public static partial void Failed(
        this ILogger logger, EventId decisionId, string route, string stage, string failMode, long held, string failure);

    [LoggerMessage(6002, LogLevel.Warning, "The outcome of decision {DecisionId} could not be recorded. {Held} more since: {Failure}")]
    public static partial void OutcomeFailed(this ILogger logger, EventId decisionId, long held, string failure);

    [LoggerMessage(
        6003, LogLevel.Warning, "Headers could not be added to the answer of decision {DecisionId}. {Held} more since: {Failure}")]
    public static partial void AnswerHeadersFailed(this ILogger logger, EventId decisionId, long held, string failure);

    [LoggerMessage(6004, LogLevel.Error, "Request {DecisionId} failed and was answered with 500. {Held} more since: {Failure}")]
    public static partial void RequestFailed(this ILogger logger, EventId decisionId, long held, string failure);
}
