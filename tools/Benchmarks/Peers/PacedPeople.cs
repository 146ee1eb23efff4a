using System.Globalization;
using System.Net;

namespace SecurityDecisioning.Benchmarks.Peers;

/// <summary>People who ask for pages, so many a second, from addresses that a trusted proxy names.</summary>
internal static class PacedPeople
{
    private const int Addresses = 2_000;
    private const int MostAtOnce = 64;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>Until cancelled; returns how many requests were answered.</summary>
    public static async Task<int> RunAsync(HttpClient client, Uri gateway, string net, int perSecond, CancellationToken cancellationToken)
    {
        var (asked, answered) = (0, 0);
        using var room = new SemaphoreSlim(MostAtOnce);
        using var timer = new PeriodicTimer(Beat);
        var due = 0.0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                for (due += perSecond * Beat.TotalSeconds; due >= 1 && room.Wait(0, CancellationToken.None); due--)
                {
                    _ = AskAsync($"{net}.{asked % Addresses / 250}.{asked++ % 250 + 1}");
                }

                // A gateway that cannot keep up is not asked for the rest later.
                due = Math.Min(due, 1);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }

        for (var i = 0; i < MostAtOnce; i++)
        {
            await room.WaitAsync(CancellationToken.None);
        }

        return answered;

        async Task AskAsync(string address)
        {
            try
            {
                await IsStoppedAsync(client, gateway, address, CancellationToken.None);
                Interlocked.Increment(ref answered);
            }
            finally
            {
                room.Release();
            }
        }
    }

    /// <summary>Asks for the front page; whether the answer is 429.</summary>
    public static async Task<bool> IsStoppedAsync(HttpClient client, Uri gateway, string address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0");
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => false,
            HttpStatusCode.TooManyRequests => true,
            var other => throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"the gateway answered {(int)other}")),
        };
    }
}
