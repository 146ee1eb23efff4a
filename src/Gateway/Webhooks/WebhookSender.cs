using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>
/// Delivers messages to one receiver: tried again with growing pauses until one is taken, refused for good, or too old. Follows no
/// redirects and reads no bodies: whoever answers in a receiver's place learns and gets nothing more.
/// </summary>
internal sealed class WebhookSender(
    WebhookTarget target, WebhookSettings settings, WebhookMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = settings.Timeout,
    };

    private volatile bool _isDown;

    public async Task DeliverAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var status = await TryAsync(message, cancellationToken);
            if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
            {
                metrics.Delivered(target.Name);
                _isDown = false;
                return;
            }

            metrics.Failed(target.Name);
            var isFinal = IsFinal(status);
            if (isFinal || time.GetUtcNow().ToUnixTimeMilliseconds() - message.TimeMs > settings.GiveUpAfter.TotalMilliseconds)
            {
                metrics.Lost(target.Name, isFinal ? "refused" : "given_up");
                return;
            }

            if (!_isDown)
            {
                _isDown = true;
                Log.WebhookFailed(logger, target.Name, (int)(status ?? 0));
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What another attempt would not change: the receiver says that the message itself is wrong or unwanted.</summary>
    private static bool IsFinal(HttpStatusCode? status) =>
        status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests
                or (HttpStatusCode)425 or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound);

    private async Task<HttpStatusCode?> TryAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", message.Signature(target.Secret, timestamp));
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
