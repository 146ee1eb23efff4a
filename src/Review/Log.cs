using Microsoft.Extensions.Logging;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Review;

/// <summary>Every message of this stage (9xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Information, "Restriction {Id} is to be lifted by a person")]
    public static partial void LiftRequested(ILogger logger, EventId id);

    [LoggerMessage(9002, LogLevel.Information, "Restriction {Id} ({Action}) was set by a person")]
    public static partial void IssueRequested(ILogger logger, EventId id, ActionKind action);
}
