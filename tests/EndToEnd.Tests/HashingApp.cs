using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Somebody's own app behind the gateway: takes bodies of any size and answers their SHA-256.</summary>
internal sealed class HashingApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HashingApp(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<HashingApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.Run(async context =>
        {
            var hash = await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted);
            await context.Response.WriteAsync(Convert.ToHexString(hash), context.RequestAborted);
        });
        await app.StartAsync();
        return new HashingApp(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
