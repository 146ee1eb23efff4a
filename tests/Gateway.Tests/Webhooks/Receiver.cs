using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Gateway.Tests.Webhooks;

/// <summary>A receiver on a real port that checks signatures as Standard Webhooks tell receivers to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapPost("/hook", TakeAsync);
    }

    public static byte[] Secret { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public Uri Address => new(new Uri(_app.Urls.First()), "/hook");

    /// <summary>What to answer to the nth attempt, from 0.</summary>
    public Func<int, int> Status { get; init; } = static _ => 204;

    public ConcurrentQueue<(string Id, bool IsSigned, JsonDocument Body, string Text)> Attempts { get; } = [];

    public static async Task<Receiver> StartAsync(Func<int, int>? status = null, int port = 0)
    {
        var receiver = new Receiver(port) { Status = status ?? (static _ => 204) };
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var (id, time) = (context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-timestamp"].ToString());
        var signed = Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{id}.{time}.{text}")));
        var age = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(time, CultureInfo.InvariantCulture);
        var isSigned = context.Request.Headers["webhook-signature"] == "v1," + signed && Math.Abs(age) < 300;
        context.Response.StatusCode = Status(Attempts.Count);
        Attempts.Enqueue((id, isSigned, JsonDocument.Parse(text), text));
    }
}
