namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Keys of a proxy route's <c>Metadata</c> that the enforcement point reads. Another key with the prefix is an error.</summary>
public static class RouteMetadata
{
    public const string Prefix = "Sd.";

    /// <summary>What the route is for: <c>page</c> (default), <c>static</c>, <c>api</c>, <c>login</c>, <c>register</c>, ...</summary>
    public const string Operation = "Sd.Operation";

    /// <summary>Form or JSON fields with the account name, separated by commas; the first present one counts.</summary>
    public const string AccountField = "Sd.AccountField";

    /// <summary>Cookie with the application's session.</summary>
    public const string SessionCookie = "Sd.SessionCookie";

    /// <summary>Answer header with a new session or token, for API logins.</summary>
    public const string NewSessionHeader = "Sd.NewSessionHeader";

    /// <summary>Request header with the caller's API key.</summary>
    public const string ApiKeyHeader = "Sd.ApiKeyHeader";

    /// <summary>How a successful login looks (see <see cref="LoginRule"/>).</summary>
    public const string LoginSucceeded = "Sd.LoginSucceeded";

    /// <summary>How a failed login looks; asked before <see cref="LoginSucceeded"/>.</summary>
    public const string LoginFailed = "Sd.LoginFailed";

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public const string FailMode = "Sd.FailMode";

    /// <summary><c>enforce</c> (default) or <c>shadow</c>: decide and record, change nothing.</summary>
    public const string Mode = "Sd.Mode";

    /// <summary>Local page to return to after a challenge that stopped a POST. Default: the page it came from.</summary>
    public const string ChallengeReturn = "Sd.ChallengeReturn";

    internal static readonly string[] All =
    [
        Operation, AccountField, SessionCookie, NewSessionHeader, ApiKeyHeader, LoginSucceeded, LoginFailed, FailMode, Mode,
        ChallengeReturn,
    ];
}
