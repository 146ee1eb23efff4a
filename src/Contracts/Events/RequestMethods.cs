namespace SecurityDecisioning.Contracts.Events;

/// <summary>Names of HTTP methods (case-sensitive, RFC 9110, 9.1).</summary>
public static class RequestMethods
{
    public static RequestMethod Parse(ReadOnlySpan<char> name) => name switch
    {
        "GET" => RequestMethod.Get,
        "HEAD" => RequestMethod.Head,
        "POST" => RequestMethod.Post,
        "PUT" => RequestMethod.Put,
        "DELETE" => RequestMethod.Delete,
        "OPTIONS" => RequestMethod.Options,
        "PATCH" => RequestMethod.Patch,
        "CONNECT" => RequestMethod.Connect,
        "TRACE" => RequestMethod.Trace,
        _ => RequestMethod.Other,
    };

    public static string NameOf(RequestMethod method) => method switch
    {
        RequestMethod.Get => "GET",
        RequestMethod.Head => "HEAD",
        RequestMethod.Post => "POST",
        RequestMethod.Put => "PUT",
        RequestMethod.Delete => "DELETE",
        RequestMethod.Options => "OPTIONS",
        RequestMethod.Patch => "PATCH",
        RequestMethod.Connect => "CONNECT",
        RequestMethod.Trace => "TRACE",
        _ => "OTHER",
    };
}
