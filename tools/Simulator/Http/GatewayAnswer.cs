using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>An answer as the client sees it, and what it tells about the gateway's action.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Action">What the gateway did, told from the answer alone.</param>
/// <param name="DecisionId">The reference in <c>X-Decision-Id</c>, empty where there is none.</param>
/// <param name="Location">Where a redirect leads.</param>
/// <param name="Body">The beginning of the body.</param>
internal sealed partial record GatewayAnswer(int Status, ActionKind Action, string DecisionId, string Location, string Body)
{
    private const int LongestBody = 64 * 1024;

    public static async Task<GatewayAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestBody];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, LongestBody, throwOnEndOfStream: false, cancellationToken);
        var body = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
        var id = response.Headers.TryGetValues("X-Decision-Id", out var ids) ? ids.First() : "";
        return new GatewayAnswer(
            (int)response.StatusCode, ActionOf(response.StatusCode, response.Headers, body), id,
            response.Headers.Location?.OriginalString ?? "", body);
    }

    /// <summary>The challenge in the page or in the problem document, or null.</summary>
    public (string Token, string Seed, int Difficulty)? Challenge()
    {
        if (Action != ActionKind.Challenge)
        {
            return null;
        }

        if (!Body.StartsWith('{'))
        {
            var seed = Seed().Match(Body);
            var difficulty = Difficulty().Match(Body);
            var token = Token().Match(Body);
            return seed.Success && difficulty.Success && token.Success
                ? (token.Groups[1].Value, seed.Groups[1].Value,
                    int.Parse(difficulty.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
                : null;
        }

        using var document = JsonDocument.Parse(Body);
        var challenge = document.RootElement.GetProperty("challenge");
        return (challenge.GetProperty("token").GetString()!, challenge.GetProperty("seed").GetString()!,
            challenge.GetProperty("difficulty").GetInt32());
    }

    private static ActionKind ActionOf(HttpStatusCode status, HttpResponseHeaders headers, string body) => status switch
    {
        HttpStatusCode.TooManyRequests => ActionKind.Throttle,
        HttpStatusCode.Forbidden when body.Contains("problem:challenge-required", StringComparison.Ordinal) || Seed().IsMatch(body) =>
            ActionKind.Challenge,
        HttpStatusCode.Unauthorized when headers.WwwAuthenticate.Any(h =>
            h.Scheme == "Session" || h.Parameter?.Contains("invalid_token", StringComparison.Ordinal) == true) => ActionKind.Revoke,
        _ => ActionKind.Allow,
    };

    [GeneratedRegex("data-seed=\"([0-9a-f]+)\"")]
    private static partial Regex Seed();

    [GeneratedRegex("data-difficulty=\"([0-9]{1,2})\"")]
    private static partial Regex Difficulty();

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
