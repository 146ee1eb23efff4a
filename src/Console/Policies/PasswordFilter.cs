using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Policies;

/// <summary>
/// Name and password with every request (RFC 7617), counted like attempts to sign in. It never asks a browser for them, and wants a
/// header that no form of another site can send.
/// </summary>
internal sealed class PasswordFilter(ConsoleUsers users, SignInThrottle throttle, ILogger<PasswordFilter> logger) : IEndpointFilter
{
    public const string ClientHeader = "X-Sd-Client";

    private const string Scheme = "Basic ";
    private const int LongestCredentials = 1024;
    private static readonly object User = new();

    /// <summary>Who asks; after the filter.</summary>
    public static string UserOf(HttpContext context) => (string)context.Items[User]!;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.Headers.ContainsKey(ClientHeader) || http.Request.Headers.ContainsKey("Origin"))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (Credentials(http.Request.Headers.Authorization.ToString()) is not var (name, password))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (throttle.Enter(name, address) is { Ticks: > 0 } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            Log.SignInThrottled(logger, seconds);
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (users.Verify(name, password) is not { } user)
        {
            Log.SignInFailed(logger);
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        throttle.Forgive(name, address);
        http.Items[User] = user.Name;
        return await next(context);
    }

    private static (string Name, string Password)? Credentials(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > LongestCredentials)
        {
            return null;
        }

        var encoded = header[Scheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Base64.IsValid(encoded) || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= ConsoleUsers.LongestName ? (text[..colon], text[(colon + 1)..]) : null;
    }
}
