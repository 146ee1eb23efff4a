using System.CommandLine;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>
/// <c>health</c>: asks a running gateway (or any other address) whether it is well; exit code 0 where it answers 2xx, else 1. For
/// container engines: the images they start from have no HTTP client of their own.
/// </summary>
public static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "What to ask.", DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/.sd/health"),
        };
        var command = new Command("health", "Asks a running gateway whether it decides; exit code 0 or 1.") { url };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(url)!, System.Console.Error, cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(Uri url, TextWriter error, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(url, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return 0;
            }

            await error.WriteLineAsync($"{url} answers {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await error.WriteLineAsync($"{url} does not answer: {e.Message}");
        }

        return 1;
    }
}
