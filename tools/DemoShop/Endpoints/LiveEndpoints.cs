using System.Net.WebSockets;
using System.Text;
using SecurityDecisioning.DemoShop.Catalog;

namespace SecurityDecisioning.DemoShop.Endpoints;

/// <summary>Answers that do not end at once: a socket that echoes, a stock ticker in chunks. What a proxy must pass untouched.</summary>
internal static class LiveEndpoints
{
    private const int LongestMessage = 4_096;
    private const int MostTicks = 1_000;

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => Results.Text("ok"));
        app.Map("/ws", EchoAsync);
        app.MapGet("/api/stream", StreamAsync);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[LongestMessage];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is
                { MessageType: not WebSocketMessageType.Close } part)
            {
                await socket.SendAsync(
                    buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, context.RequestAborted);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The other end left without a word.
        }
    }

    /// <summary>One line of JSON per tick, each sent as soon as it is written.</summary>
    private static async Task StreamAsync(HttpContext context, TimeProvider time, int? count, int? delayMs)
    {
        context.Response.ContentType = "application/x-ndjson";
        var delay = TimeSpan.FromMilliseconds(Math.Clamp(delayMs ?? 200, 0, 5_000));
        var ticks = Math.Clamp(count ?? 10, 1, MostTicks);
        for (var i = 0; i < ticks; i++)
        {
            var product = ProductCatalog.All[i * 11 % ProductCatalog.All.Count];
            var line = $"{{\"tick\":{i},\"product\":{product.Id},\"stock\":{product.Stock}}}\n";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (i + 1 < ticks)
            {
                await Task.Delay(delay, time, context.RequestAborted);
            }
        }
    }
}
