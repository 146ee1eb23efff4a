using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Asks to sign in again: programs as RFC 9470 says, people by way of the sign-in page.</summary>
internal sealed class StepUp(IOptions<SecurityDecisioningOptions> options)
{
    private const string Title = "Please sign in again";
    private const string Text = "To protect the account, this needs a fresh sign-in. Sign in again and repeat what you did.";

    private readonly StepUpOptions _options = options.Value.StepUp;

    /// <summary>
    /// Whether a request is the way to sign in again, or what its page is made of: challenging that would close the way out.
    /// </summary>
    public bool IsWayIn(SecurityEvent request) =>
        request.Operation == Operation.Static
        || (_options.SignInPage.Length > 0
            && request.Path.AsSpan().TrimEnd('/').Equals(_options.SignInPage.AsSpan().TrimEnd('/'), StringComparison.OrdinalIgnoreCase));

    public Task GiveAsync(HttpContext context, RouteSettings route, Ruling ruling, bool person)
    {
        var response = context.Response;
        if (person && _options.SignInPage.Length > 0)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = SignInPage(context.Request, route);
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status401Unauthorized;
        // Browsers ask for no password on a scheme that they do not know.
        response.Headers.WWWAuthenticate = person ? "Session" : Demand();
        return person
            ? PersonPages.WriteNoticeAsync(response, ruling.Id, Title, Text, ruling.Reason, LocalPath.Home, "Go to the start page")
            : ProblemDocument.WriteAsync(
                response, ruling.Id, "step-up-required", "A fresh sign-in is required",
                ruling.Reason.Length > 0 ? $"{ruling.Reason} {Text}" : Text, ruling.ReasonCode,
                json => json.WriteNumber("max_age", (long)_options.MaxAge.TotalSeconds));
    }

    /// <summary>RFC 9470, 3: the error, how fresh the sign-in must be, and which contexts would do.</summary>
    private string Demand()
    {
        var age = ((long)_options.MaxAge.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var contexts = _options.AcrValues.Length > 0 ? $", acr_values=\"{_options.AcrValues}\"" : "";
        return "Bearer error=\"insufficient_user_authentication\", error_description=\"A more recent authentication is required\", "
            + $"max_age=\"{age}\"{contexts}";
    }

    private string SignInPage(HttpRequest request, RouteSettings route)
    {
        var back = Uri.EscapeDataString(LocalPath.AfterChallenge(request, route.ChallengeReturn));
        return _options.ReturnParameter.Length == 0
            ? _options.SignInPage
            : $"{_options.SignInPage}?{_options.ReturnParameter}={back}";
    }
}
