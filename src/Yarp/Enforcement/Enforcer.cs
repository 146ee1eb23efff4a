using System.Globalization;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Answers a request that is not forwarded: what happened, why, and what to do, for a person or a program.</summary>
internal sealed class Enforcer(Challenger challenger, StepUp stepUp, DeviceCookie device)
{
    private const long UsualWaitSeconds = 60;
    private const int LongestPolicyName = 64;

    public Task AnswerAsync(HttpContext context, RouteSettings route, Ruling ruling)
    {
        AnswerHeaders.WriteOwn(context.Response, ruling.Id);
        var person = Audience.IsPerson(context.Request, ruling.Event);
        if (person)
        {
            device.OfferWithOwnPage(context.Response, ruling.Event);
        }

        return ruling.Failed ? UnavailableAsync(context.Response, ruling, person)
            : ruling.Action switch
            {
                ActionKind.Challenge when ruling.Challenge == ChallengeKind.StepUp => stepUp.GiveAsync(context, route, ruling, person),
                ActionKind.Challenge => challenger.GiveAsync(context, route, ruling, person),
                ActionKind.Throttle => ThrottleAsync(context.Response, ruling, person),
                _ => RevokeAsync(context, route, ruling, person),
            };
    }

    private static Task ThrottleAsync(HttpResponse response, Ruling ruling, bool person)
    {
        var seconds = ruling.DurationMs > 0 ? (ruling.DurationMs + 999) / 1000 : UsualWaitSeconds;
        var wait = seconds.ToString(CultureInfo.InvariantCulture);
        var policy = PolicyName(ruling.Name);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = wait;
        response.Headers["RateLimit-Policy"] = $"\"{policy}\";q=0;w={wait}";
        response.Headers["RateLimit"] = $"\"{policy}\";r=0;t={wait}";
        var text = $"Too many requests came from here. Please wait {Waiting(seconds)} and try again.";
        return person
            ? PersonPages.WriteNoticeAsync(response, ruling.Id, "Please slow down", text, ruling.Reason, "", "")
            : ProblemDocument.WriteAsync(
                response, ruling.Id, "throttled", "Too many requests", Detail(ruling, text), ruling.ReasonCode,
                json =>
                {
                    json.WriteNumber("retry_after", seconds);
                    json.WriteStartArray("violated-policies");
                    json.WriteStringValue(policy);
                    json.WriteEndArray();
                });
    }

    private static Task RevokeAsync(HttpContext context, RouteSettings route, Ruling ruling, bool person)
    {
        var response = context.Response;
        var secure = (ruling.Event.Traits & RequestTraits.Tls) != 0;
        response.StatusCode = StatusCodes.Status401Unauthorized;
        // A 401 names a scheme (RFC 9110, 15.5.2); browsers ask for no password on one they do not know.
        response.Headers.WWWAuthenticate = person ? "Session" : "Bearer error=\"invalid_token\"";
        if (route.SessionCookie.Length > 0)
        {
            response.Headers.Append("Set-Cookie", AnswerHeaders.ExpiredCookie(route.SessionCookie, secure));
        }

        const string Text = "To protect the account, this session has been ended. Sign in again to go on.";
        return person
            ? PersonPages.WriteNoticeAsync(
                response, ruling.Id, "You have been signed out", Text, ruling.Reason, LocalPath.Home, "Go to the start page")
            : ProblemDocument.WriteAsync(
                response, ruling.Id, "revoked", "The session or token has been revoked", Detail(ruling, Text), ruling.ReasonCode);
    }

    private static Task UnavailableAsync(HttpResponse response, Ruling ruling, bool person)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "5";
        const string Text = "This request could not be checked just now. Please try again in a few seconds.";
        return person
            ? PersonPages.WriteNoticeAsync(response, ruling.Id, "Please try again", Text, "", "", "")
            : ProblemDocument.WriteAsync(response, ruling.Id, "undecided", "The request could not be checked", Text, "");
    }

    private static string Detail(Ruling ruling, string text) => ruling.Reason.Length > 0 ? $"{ruling.Reason} {text}" : text;

    private static string Waiting(long seconds) => seconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{(seconds + 59) / 60} minutes");

    /// <summary>A name as a quoted string of a structured field may hold it (RFC 9651, 3.3.3).</summary>
    private static string PolicyName(string name)
    {
        if (name.Length is 0 or > LongestPolicyName)
        {
            return "throttled";
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return "throttled";
            }
        }

        return name;
    }
}
