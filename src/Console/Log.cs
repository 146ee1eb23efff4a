using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Console;

/// <summary>Everything the console logs (event ids 8xxx). No message carries a user's or a subject's name.</summary>
internal static partial class Log
{
    [LoggerMessage(8001, LogLevel.Information, "Console sign-in succeeded")]
    public static partial void SignedIn(ILogger logger);

    [LoggerMessage(8002, LogLevel.Warning, "Console sign-in failed")]
    public static partial void SignInFailed(ILogger logger);

    [LoggerMessage(8003, LogLevel.Warning, "Console sign-in refused: too many attempts, again in {Seconds} s")]
    public static partial void SignInThrottled(ILogger logger, int seconds);

    [LoggerMessage(8004, LogLevel.Information, "Console password changed")]
    public static partial void PasswordChanged(ILogger logger);

    [LoggerMessage(8005, LogLevel.Information, "Restriction {Restriction} lifted by an analyst")]
    public static partial void Lifted(ILogger logger, string restriction);

    [LoggerMessage(8006, LogLevel.Information, "Restriction {Restriction} issued by an analyst: {Action}")]
    public static partial void Issued(ILogger logger, string restriction, string action);

    [LoggerMessage(8007, LogLevel.Error, "Console request failed")]
    public static partial void RequestFailed(ILogger logger, Exception error);
}
