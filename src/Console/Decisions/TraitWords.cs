namespace SecurityDecisioning.Console.Decisions;

/// <summary>Facts about a request as people read them.</summary>
internal static class TraitWords
{
    public static string Of(RequestTraits trait) => trait switch
    {
        RequestTraits.HasUserAgent => "user agent",
        RequestTraits.HasAccept => "accept",
        RequestTraits.HasAcceptLanguage => "language",
        RequestTraits.HasAcceptEncoding => "encoding",
        RequestTraits.HasReferer => "referer",
        RequestTraits.HasCookie => "cookie",
        RequestTraits.HasFetchMetadata => "fetch metadata",
        RequestTraits.HasClientHints => "client hints",
        RequestTraits.AcceptsHtml => "wants a page",
        RequestTraits.Tls => "TLS",
        RequestTraits.Http2OrLater => "HTTP/2 or later",
        RequestTraits.HasClearance => "clearance",
        RequestTraits.ForgedToken => "forged token",
        RequestTraits.ForgedForwarding => "forged forwarding header",
        RequestTraits.UnreadableBody => "unreadable body",
        RequestTraits.AccountVerified => "account verified",
        _ => trait.ToString(),
    };
}
