using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>The upstream both proxies stand before: a 2 KiB page, and logins that fail.</summary>
internal static class UpstreamHost
{
    private static readonly byte[] Page =
        [.. "<!doctype html><title>page</title>"u8.ToArray(), .. Enumerable.Repeat((byte)'x', 2000)];

    public static Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var app = builder.Build();
        app.Run(async context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            context.Response.ContentType = "text/html";
            context.Response.ContentLength = Page.Length;
            await context.Response.Body.WriteAsync(Page);
        });
        return app.RunAsync();
    }
}
