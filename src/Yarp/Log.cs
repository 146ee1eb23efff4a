using Microsoft.Extensions.Logging;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Yarp;

/// <summary>What the enforcement point says; ids 6xxx. Decision ids are references, not identifiers of anybody.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "Decision {DecisionId} on route `{Route}` failed at stage {Stage}; the route fails {FailMode}")]
    public static partial void Failed(
        this ILogger logger, EventId decisionId, string route, string stage, string failMode, Exception exception);

    [LoggerMessage(6002, LogLevel.Warning, "The outcome of decision {DecisionId} could not be recorded")]
    public static partial void OutcomeFailed(this ILogger logger, EventId decisionId, Exception exception);

    [LoggerMessage(6003, LogLevel.Warning, "Headers could not be added to the answer of decision {DecisionId}")]
    public static partial void AnswerHeadersFailed(this ILogger logger, EventId decisionId, Exception exception);
}
