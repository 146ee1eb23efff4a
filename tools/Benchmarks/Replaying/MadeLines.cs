using System.Globalization;

namespace SecurityDecisioning.Benchmarks.Replaying;

/// <summary>Access-log lines of a busy site, for machines without a real log at hand. The same every time.</summary>
internal static class MadeLines
{
    public static string[] Of(int count)
    {
        var random = new Random(7);
        var time = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        var lines = new string[count];
        for (var i = 0; i < count; i++)
        {
            time += TimeSpan.FromMilliseconds(random.Next(200));
            var stamp = time.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture);
            lines[i] = $"10.{random.Next(20)}.{random.Next(40)}.{random.Next(25)} - - [{stamp} +0000] \"GET /product/{random.Next(300)} "
                + $"HTTP/1.1\" {(random.Next(20) == 0 ? 404 : 200)} {random.Next(20_000)} \"https://shop.example/\" \"Mozilla/5.0 (X11; "
                + "Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36\"";
        }

        return lines;
    }
}
