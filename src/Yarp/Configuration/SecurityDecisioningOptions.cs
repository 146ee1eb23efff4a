namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Settings of the enforcement point; bound from the section <c>SecurityDecisioning</c>.</summary>
public sealed class SecurityDecisioningOptions
{
    public const string Section = "SecurityDecisioning";

    /// <summary>Key of the pseudonyms, in configuration as base64. No default; at least 32 bytes.</summary>
    /// <remarks>Changing it makes every account, session and device a stranger: nothing ties them to their past.</remarks>
    public byte[] PseudonymKey { get; set; } = [];

    /// <summary>
    /// Master key of device, clearance and challenge tokens and, unless <see cref="UpstreamKey"/> is set, of the signature on
    /// the risk headers; in configuration as base64. No default; at least 32 bytes.
    /// </summary>
    public byte[] TokenKey { get; set; } = [];

    /// <summary>
    /// Key shared with upstreams that verify the risk headers, in configuration as base64. Default: derived from
    /// <see cref="TokenKey"/>; if given, at least 32 bytes.
    /// </summary>
    public byte[] UpstreamKey { get; set; } = [];

    /// <summary>Number of this gateway in its fleet, written into its events. Default 0; 0 or more.</summary>
    public int Origin { get; set; }

    /// <summary>
    /// Proxies whose forwarded-address header is believed, as addresses or CIDR blocks. Default: none, so that the client is
    /// the TCP peer; at most 1,000.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>The one header that trusted proxies write. Default <see cref="ForwardedHeaderKind.XForwardedFor"/>.</summary>
    public ForwardedHeaderKind ForwardedHeader { get; set; } = ForwardedHeaderKind.XForwardedFor;

    /// <summary>Session cookie of routes that name none. Default empty: none; a cookie name.</summary>
    public string SessionCookie { get; set; } = "";

    /// <summary>API key header of routes that name none. Default <c>X-Api-Key</c>; a header name, or empty for none.</summary>
    public string ApiKeyHeader { get; set; } = "X-Api-Key";

    /// <summary>
    /// Account fields of login, register and password-reset routes that name none. Default <c>username</c>, <c>email</c>; the
    /// first present one counts; at most 8.
    /// </summary>
    public IList<string> AccountFields { get; } = [];

    /// <summary>What happens on routes that do not say when deciding fails. Default <see cref="FailMode.Open"/>.</summary>
    public FailMode FailMode { get; set; } = FailMode.Open;

    /// <summary>Sessions whose account is remembered. Default 500,000; 1,000 to 10,000,000.</summary>
    public int SessionCapacity { get; set; } = 500_000;

    /// <summary>How long a body may take to arrive before it is decided without. Default 5 s; 100 ms to 60 s.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the log may take to acknowledge an adverse decision before the route's fail mode applies. Default 5 s; 100 ms
    /// to 60 s.
    /// </summary>
    public TimeSpan AcknowledgeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether HTML answers give browsers the signed device cookie. Default true.</summary>
    public bool IssueDeviceCookie { get; set; } = true;

    public ChallengeOptions Challenge { get; } = new();

    public StepUpOptions StepUp { get; } = new();

    public JwtOptions Jwt { get; } = new();

    /// <summary>
    /// Finds out what is known of a client: country, network, software. Runs within every request. Set in code; default: nothing
    /// is known.
    /// </summary>
    public ClientEnrichment? Enrich { get; set; }
}
