namespace SecurityDecisioning.Contracts.Events;

/// <summary>Yes-or-no facts about a request that name nobody. Values are stored: never renumber.</summary>
[Flags]
public enum RequestTraits : uint
{
    None = 0,
    HasUserAgent = 1 << 0,
    HasAccept = 1 << 1,
    HasAcceptLanguage = 1 << 2,
    HasAcceptEncoding = 1 << 3,
    HasReferer = 1 << 4,
    HasCookie = 1 << 5,

    /// <summary>Sec-Fetch-* headers are present, as every current browser sends them.</summary>
    HasFetchMetadata = 1 << 6,

    /// <summary>Client hints (Sec-CH-UA) are present.</summary>
    HasClientHints = 1 << 7,

    /// <summary>The client asks for HTML: a person can be shown a page.</summary>
    AcceptsHtml = 1 << 8,
    Tls = 1 << 9,
    Http2OrLater = 1 << 10,

    /// <summary>A valid, unexpired clearance (a passed challenge) came with the request.</summary>
    HasClearance = 1 << 11,

    /// <summary>A clearance, device or session token of ours came with the request and did not verify.</summary>
    ForgedToken = 1 << 12,

    /// <summary>A forwarded-address header came from a peer that is not a trusted proxy, and was ignored.</summary>
    ForgedForwarding = 1 << 13,

    /// <summary>The body was malformed or larger than the extractor reads, so no account name was taken from it.</summary>
    UnreadableBody = 1 << 14,

    /// <summary>The account was taken from a token whose signature was verified, or from a session seen to sign in.</summary>
    AccountVerified = 1 << 15,

    /// <summary>The session was seen to sign in a short time ago, or a verified token says so of its owner: a step-up is passed.</summary>
    SignedInRecently = 1 << 16,
}
