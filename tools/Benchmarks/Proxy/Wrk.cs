using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>Runs wrk (Debian package `wrk`) and reads what it prints.</summary>
internal static partial class Wrk
{
    public static async Task<WrkResult> RunAsync(Uri target, int connections, TimeSpan length, string script)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[]
            {
                "-t1", $"-c{connections}", $"-d{(int)length.TotalSeconds}s", "--latency", "-s", script, target.ToString(),
            })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk is missing: apt-get install wrk");
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var rate = Rate().Match(text);
        if (!rate.Success)
        {
            throw new InvalidOperationException($"wrk said:\n{text}");
        }

        return new WrkResult(
            double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture),
            Latency(text, "50%"),
            Latency(text, "99%"),
            long.Parse(Total().Match(text).Groups[1].Value, CultureInfo.InvariantCulture),
            Errors().Match(text) is { Success: true } e ? long.Parse(e.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>Microseconds.</summary>
    private static double Latency(string text, string rank)
    {
        var match = Regex.Match(text, Regex.Escape(rank) + @"\s+([\d.]+)(us|ms|s)");
        var value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value, "ms" => value * 1_000, _ => value * 1_000_000 };
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Total();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Errors();
}
