using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;
using Yarp.ReverseProxy.Forwarder;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>From an answer to the outcome event of its request.</summary>
internal sealed class OutcomeBuilder(Pseudonymizer pseudonymizer, TimeProvider time)
{
    private const int ClientClosedRequest = 499;

    public SecurityEvent Of(
        HttpContext context, RouteSettings route, Ruling ruling, ActionKind enforced, ChallengeOutcome challenge, long bytesOut,
        long started)
    {
        var response = context.Response;
        var request = ruling.Event;
        var aborted = context.RequestAborted.IsCancellationRequested && !response.HasStarted;
        // What the upstream did not answer says nothing about a login.
        var answered = enforced == ActionKind.Allow && !aborted && context.Features.Get<IForwarderErrorFeature>() is null;
        return request with
        {
            Kind = EventKind.Outcome,
            TimeMs = Math.Max(request.TimeMs, time.GetUtcNow().ToUnixTimeMilliseconds()),
            Status = aborted ? ClientClosedRequest : response.StatusCode,
            Login = answered && request.Operation == Operation.Login ? LoginRules.Of(response, route) : LoginOutcome.None,
            Challenge = challenge,
            Action = enforced,
            NewSession = answered ? NewSession(response, route, request.Session) : default,
            BytesOut = bytesOut,
            DurationUs = (long)time.GetElapsedTime(started).TotalMicroseconds,
        };
    }

    private Pseudonym NewSession(HttpResponse response, RouteSettings route, Pseudonym current)
    {
        var value = CookieHeader.FindSet(response.Headers.SetCookie, route.SessionCookie);
        if (value.IsEmpty && route.NewSessionHeader.Length > 0)
        {
            value = response.Headers[route.NewSessionHeader].ToString().AsSpan().Trim();
            value = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value[7..].Trim() : value;
        }

        var session = pseudonymizer.OfSession(value);
        return session == current ? default : session;
    }
}
