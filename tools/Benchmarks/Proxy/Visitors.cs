using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>
/// The browsers' device cookies: each visitor asks the gateway for one page beforehand and brings what it was given from then
/// on, as returning visitors do. One in twenty stays new. Both hosts get the same requests.
/// </summary>
internal static class Visitors
{
    /// <summary>As many as traffic.lua has.</summary>
    private const int Count = 4_000;
    private const int OneInNew = 20;
    private const string DeviceCookie = "sd_device=";

    /// <summary>Writes a Lua table of cookies, by visitor, for traffic.lua (named to it in SD_VISITORS).</summary>
    public static async Task WriteAsync(Uri gateway, string file)
    {
        var cookies = new string[Count];
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        await Parallel.ForAsync(0, Count, async (visitor, cancellation) =>
            cookies[visitor] = visitor % OneInNew == 0 ? "" : await CookieAsync(client, gateway, cancellation));
        var text = new StringBuilder("return {\n");
        foreach (var cookie in cookies)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{cookie}\",\n");
        }

        await File.WriteAllTextAsync(file, text.Append("}\n").ToString());
    }

    private static async Task<string> CookieAsync(HttpClient client, Uri gateway, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await client.SendAsync(request, cancellation);
        return response.Headers.TryGetValues("Set-Cookie", out var set)
            && set.FirstOrDefault(c => c.StartsWith(DeviceCookie, StringComparison.Ordinal)) is { } cookie
                ? cookie.Split(';')[0]
                : throw new InvalidOperationException($"the gateway answered {(int)response.StatusCode} and gave no device cookie");
    }
}
