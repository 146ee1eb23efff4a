using Microsoft.Extensions.Logging;
using SecurityDecisioning.Contracts.Verdicts;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Review;

/// <summary>Every message of this stage (9xxx).</summary>
internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Information, "Restriction {Id} is to be lifted by a person")]
    public static partial void LiftRequested(ILogger logger, EventId id);

    [LoggerMessage(9002, LogLevel.Information, "Restriction {Id} ({Action}) was set by a person")]
    public static partial void IssueRequested(ILogger logger, EventId id, ActionKind action);

    [LoggerMessage(9003, LogLevel.Information, "Case {Id} is to be opened ({Origin})")]
    public static partial void CaseOpened(ILogger logger, EventId id, CaseOrigin origin);

    [LoggerMessage(9004, LogLevel.Information, "Case {Id} is to be closed: {Verdict}")]
    public static partial void CaseClosed(ILogger logger, EventId id, Verdict verdict);

    [LoggerMessage(9005, LogLevel.Information, "Snooze {Id} is to be set by a person")]
    public static partial void SnoozeSet(ILogger logger, EventId id);

    [LoggerMessage(9006, LogLevel.Information, "Snooze {Id} is to be undone by a person")]
    public static partial void SnoozeEnded(ILogger logger, EventId id);
}
