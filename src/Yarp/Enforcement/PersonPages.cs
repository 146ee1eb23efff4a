using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Pages that a person is shown. They load nothing, and their policy forbids what they do not need.</summary>
internal static class PersonPages
{
    private static readonly PageTemplate Challenge = new(
        "challenge.html", "nonce", "reason", "reference", "token", "seed", "difficulty", "return", "action");

    private static readonly PageTemplate Notice = new(
        "notice.html", "nonce", "title", "text", "reason", "reference", "link", "linkText");

    public static Task WriteChallengeAsync(
        HttpResponse response, EventId reference, string reason, string token, int difficulty, string returnPath)
    {
        var nonce = NewNonce();
        var page = Challenge.Render(
            nonce, reason, reference.ToString(), token, ProofOfWork.SeedOf(token),
            difficulty.ToString(CultureInfo.InvariantCulture), returnPath, OwnPaths.ChallengeAnswer);
        return WriteAsync(response, page, nonce);
    }

    public static Task WriteNoticeAsync(
        HttpResponse response, EventId reference, string title, string text, string reason, string link, string linkText)
    {
        var nonce = NewNonce();
        return WriteAsync(
            response, Notice.Render(nonce, title, text, reason, reference.ToString(), link, linkText), nonce);
    }

    private static Task WriteAsync(HttpResponse response, string page, string nonce)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; worker-src blob:; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'self'";
        return response.WriteAsync(page);
    }

    private static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
