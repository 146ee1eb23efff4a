using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Console;

/// <summary>Everything the console logs (event ids 11xxx). No message carries a user's or a subject's name.</summary>
internal static partial class Log
{
    [LoggerMessage(11001, LogLevel.Information, "Console sign-in succeeded")]
    public static partial void SignedIn(ILogger logger);

    [LoggerMessage(11002, LogLevel.Warning, "Console sign-in failed")]
    public static partial void SignInFailed(ILogger logger);

    [LoggerMessage(11003, LogLevel.Warning, "Console sign-in refused: too many attempts, again in {Seconds} s")]
    public static partial void SignInThrottled(ILogger logger, int seconds);

    [LoggerMessage(11004, LogLevel.Information, "Console password changed")]
    public static partial void PasswordChanged(ILogger logger);

    [LoggerMessage(11005, LogLevel.Error, "Console request failed")]
    public static partial void RequestFailed(ILogger logger, Exception error);
}
