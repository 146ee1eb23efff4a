namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>
/// The header that carries the client's address through trusted proxies. Only one is read: a proxy that writes one of them
/// passes the other on as the client sent it.
/// </summary>
public enum ForwardedHeaderKind
{
    XForwardedFor = 0,

    /// <summary>RFC 7239.</summary>
    Forwarded = 1,
}
