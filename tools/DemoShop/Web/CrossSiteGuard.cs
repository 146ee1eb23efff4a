namespace SecurityDecisioning.DemoShop.Web;

/// <summary>
/// Refuses what another site makes a browser send. Browsers say so themselves: by <c>Sec-Fetch-Site</c>, and the older ones by
/// an <c>Origin</c> that is not ours. A program that sends neither carries nobody's cookies by accident.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!IsSafe(context.Request.Method) && IsCrossSite(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("This form was sent from another site.");
        }

        return next(context);
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsCrossSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return false;
        }

        // Behind a proxy the host that the browser saw comes in X-Forwarded-Host; no page can make a browser send that header.
        var seen = request.Headers["X-Forwarded-Host"].ToString();
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
            || (!Same(from.Authority, request.Host.Value) && !Same(from.Authority, seen));
    }

    private static bool Same(string authority, string? host) => string.Equals(authority, host, StringComparison.OrdinalIgnoreCase);
}
