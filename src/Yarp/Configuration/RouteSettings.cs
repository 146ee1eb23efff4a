namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>A route's settings, compiled from its metadata once per configuration load.</summary>
internal sealed record RouteSettings
{
    public required string RouteId { get; init; }

    public Operation Operation { get; init; }

    public string[] AccountFields { get; init; } = [];

    public string SessionCookie { get; init; } = "";

    public string NewSessionHeader { get; init; } = "";

    public string ApiKeyHeader { get; init; } = "";

    /// <summary>Empty: the default by content type and status (<see cref="LoginRules"/>).</summary>
    public LoginRule[] LoginSucceeded { get; init; } = [];

    public LoginRule[] LoginFailed { get; init; } = [];

    public FailMode FailMode { get; init; }

    public bool Shadow { get; init; }

    public string ChallengeReturn { get; init; } = "";
}
