using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Policies;

/// <summary>Everything this stage logs; ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{Policies} policies with {Rules} rules are live, set {Hash}")]
    public static partial void PoliciesLive(ILogger logger, int policies, int rules, string hash);

    [LoggerMessage(3001, LogLevel.Error, "The policies' folder has {Problems} problem(s); what is live stays live")]
    public static partial void PoliciesRefused(ILogger logger, int problems);

    [LoggerMessage(3002, LogLevel.Error, "{Problem}")]
    public static partial void PolicyProblem(ILogger logger, string problem);

    [LoggerMessage(3003, LogLevel.Warning, "The policies' folder cannot be watched ({Reason}); its content is compared instead")]
    public static partial void WatchFailed(ILogger logger, string reason);

    [LoggerMessage(3004, LogLevel.Information, "Policies: {Kind} version {Version}, by way of {Via}")]
    public static partial void LifecycleStep(ILogger logger, PolicyEventKind kind, string version, PolicyVia via);

    [LoggerMessage(3005, LogLevel.Error, "What peers made live cannot be put in place here: {Problem}")]
    public static partial void VersionNotInPlace(ILogger logger, string problem);
}
