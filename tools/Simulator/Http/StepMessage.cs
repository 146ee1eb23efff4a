using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>A step as the bytes its client would send.</summary>
internal static class StepMessage
{
    private const string Html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    public static HttpRequestMessage Of(Step step, Browser browser, HttpTrafficOptions options)
    {
        var request = StepRequest.Of(step);
        var message = new HttpRequestMessage(
            new HttpMethod(RequestMethods.NameOf(request.Method)), new Uri(options.Gateway, request.Path + request.Query))
        {
            Content = Body(step, browser, options.RunTag),
        };
        Dress(message, step.Client.Persona, browser, request.IsNavigation);
        if (request.Path.StartsWith("/api/", StringComparison.Ordinal) && browser.Token.Length > 0)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", browser.Token);
        }

        return message;
    }

    /// <summary>Gives a message the headers of its client.</summary>
    public static void Dress(HttpRequestMessage message, Persona persona, Browser browser, bool navigation)
    {
        var headers = message.Headers;
        var has = persona.Headers;
        var isBrowser = (has & RequestTraits.HasAcceptLanguage) != 0;
        Add(RequestTraits.HasUserAgent, "User-Agent", persona.UserAgent);
        Add(RequestTraits.HasAccept, "Accept", navigation && isBrowser ? Html : "*/*");
        Add(RequestTraits.HasAcceptLanguage, "Accept-Language", "en-GB,en;q=0.8");
        Add(RequestTraits.HasAcceptEncoding, "Accept-Encoding", "gzip, deflate, br");
        if ((has & RequestTraits.HasFetchMetadata) != 0)
        {
            headers.TryAddWithoutValidation("Sec-Fetch-Site", browser.LastPage.Length > 0 ? "same-origin" : "none");
            headers.TryAddWithoutValidation("Sec-Fetch-Mode", navigation ? "navigate" : "no-cors");
            headers.TryAddWithoutValidation("Sec-Fetch-Dest", navigation ? "document" : "empty");
        }

        var hints = HintHeaders.Of(persona.UserAgent);
        Add(RequestTraits.HasClientHints, "Sec-CH-UA", hints.Brands);
        Add(RequestTraits.HasClientHints, "Sec-CH-UA-Mobile", hints.Mobile);
        Add(RequestTraits.HasClientHints, "Sec-CH-UA-Platform", hints.Platform);
        if (browser.LastPage.Length > 0)
        {
            headers.TryAddWithoutValidation("Referer", browser.LastPage);
        }

        if (persona.KeepsCookies && browser.Jar.Header is { Length: > 0 } cookies)
        {
            headers.TryAddWithoutValidation("Cookie", cookies);
        }

        void Add(RequestTraits trait, string name, string value)
        {
            if ((has & trait) != 0)
            {
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static HttpContent? Body(Step step, Browser browser, string runTag) => step.Kind switch
    {
        StepKind.Login => Form(("username", step.Username), ("password", step.Password)),
        StepKind.Register => Form(
            ("username", Tagged(step.Username, runTag)), ("name", "A customer"), ("password", step.Password)),
        StepKind.ResetRequest => Form(("username", step.Username)),
        StepKind.ResetConfirm => Form(("token", browser.ResetToken), ("password", step.Password), ("username", step.Username)),
        StepKind.CartAdd => Form(("product", step.Subject.ToString(CultureInfo.InvariantCulture))),
        StepKind.ApiLogin => JsonContent.Create(new { username = step.Username, password = step.Password }),
        StepKind.Logout or StepKind.Checkout => Form(),
        _ => null,
    };

    private static string Tagged(string username, string runTag) =>
        runTag.Length == 0 ? username : username.Replace("@", $"+{runTag}@", StringComparison.Ordinal);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
