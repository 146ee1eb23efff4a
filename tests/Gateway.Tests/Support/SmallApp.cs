using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>An app behind the gateway, on a real port: it signs in whoever knows the password and answers 200 to the rest.</summary>
internal sealed class SmallApp : IAsyncDisposable
{
    public const string Password = "right horse";
    private readonly WebApplication _app;
    private int _logins;

    private SmallApp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/login", LoginAsync);
        _app.Map("/slow", static (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _app.MapGet("/page", static () => Results.Content("<!doctype html><title>A page</title>", "text/html"));
        _app.Map("/{**path}", Answer);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Logins that reached the app.</summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>Paths that reached the app, logins left out.</summary>
    public ConcurrentQueue<string> Paths { get; } = new();

    public static async Task<SmallApp> StartAsync()
    {
        var app = new SmallApp();
        await app._app.StartAsync();
        app.Address = new Uri(app._app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single());
        return app;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task LoginAsync(HttpContext context)
    {
        Interlocked.Increment(ref _logins);
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (!body.Contains(Uri.EscapeDataString(Password), StringComparison.Ordinal) && !body.Contains("right+horse", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        context.Response.Cookies.Append("shop_session", $"session-{Logins}");
        context.Response.Redirect("/");
    }

    private string Answer(HttpContext context)
    {
        Paths.Enqueue(context.Request.Path);
        return "hello";
    }
}
