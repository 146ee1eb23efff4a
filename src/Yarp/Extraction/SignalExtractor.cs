using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// From a request to its event: who, what, from where, on what. The last place that sees a raw identifier.
/// </summary>
internal sealed class SignalExtractor(
    IOptions<SecurityDecisioningOptions> options,
    Pseudonymizer pseudonymizer,
    SessionDirectory sessions,
    SigningKeys keys,
    DecisionPoint engine,
    YarpMetrics metrics,
    TimeProvider time) : IDisposable
{
    private readonly SecurityDecisioningOptions _options = options.Value;
    private readonly ClientAddressResolver _addresses = new(options.Value);
    private readonly JwtReader _tokens = new(options.Value.Jwt);
    private readonly ClientReader _clients = new(options.Value.Enrich);

    public ValueTask<SecurityEvent> ExtractAsync(HttpContext context, RouteSettings route) =>
        route.AccountFields.Length == 0 || !BodyPeek.MayHaveBody(context.Request)
            ? new ValueTask<SecurityEvent>(Extract(context, route, BodyField.Missing))
            : ExtractWithBodyAsync(context, route);

    /// <summary>What can be said without touching anything that might fail; for a request whose extraction did.</summary>
    public SecurityEvent Minimal(HttpContext context, RouteSettings route)
    {
        var nowMs = NowMs();
        return new SecurityEvent
        {
            Id = EventId.New(nowMs),
            Kind = EventKind.Request,
            TimeMs = nowMs,
            Origin = _options.Origin,
            Operation = route.Operation,
            Method = RequestMethods.Parse(context.Request.Method),
            Route = route.RouteId,
            Ip = ClientAddress.From(context.Connection.RemoteIpAddress),
        };
    }

    public void Dispose() => _tokens.Dispose();

    private async ValueTask<SecurityEvent> ExtractWithBodyAsync(HttpContext context, RouteSettings route)
    {
        var query = new AccountQuery(context.Request, route.AccountFields);
        var whole = await BodyPeek.TryReadAsync(context.Request, AccountQuery.Read, query, _options.BodyTimeout, time);
        return Extract(context, route, whole ? query.Result : BodyField.Broken);
    }

    private SecurityEvent Extract(HttpContext context, RouteSettings route, BodyField field)
    {
        var request = context.Request;
        var nowMs = NowMs();
        var address = _addresses.Resolve(context, out var forged, out var trustedPeer);
        var userAgent = BoundedText.Clean(request.Headers.UserAgent.ToString(), EventLimits.UserAgent);
        var traits = TraitReader.Read(request, trustedPeer);
        if (forged)
        {
            traits |= RequestTraits.ForgedForwarding;
            metrics.ForgedForwarding();
        }

        if (field.Unreadable)
        {
            traits |= RequestTraits.UnreadableBody;
            metrics.UnreadableBody();
        }

        var device = ReadDevice(request, nowMs, ref traits);
        ReadClearance(request, device, address, userAgent, nowMs, ref traits);
        var bearer = Bearer(request);
        var session = ReadSession(request, route, bearer, nowMs);
        var account = ReadAccount(field, session, bearer, nowMs, ref traits);
        if ((traits & RequestTraits.ForgedToken) != 0)
        {
            metrics.ForgedToken();
        }

        var client = _clients.Read(request, address);
        return new SecurityEvent
        {
            Id = EventId.New(nowMs),
            Kind = EventKind.Request,
            TimeMs = nowMs,
            Origin = _options.Origin,
            Operation = route.Operation,
            Method = RequestMethods.Parse(request.Method),
            Traits = traits,
            Route = route.RouteId,
            Host = BoundedText.Clean(request.Host.Value, EventLimits.Host),
            Path = BoundedText.Clean(request.Path.Value, EventLimits.Path),
            UserAgent = userAgent,
            Account = account,
            Session = session,
            Device = device,
            ApiKey = ReadApiKey(request, route),
            Ip = address,
            Country = client.Country,
            Asn = client.Asn,
            Place = client.Place,
            Network = client.Network,
            Agent = client.Agent,
            Hints = client.Hints,
            Ja4 = ClientReader.Ja4Of(context, trustedPeer),
        };
    }

    /// <summary>
    /// The session cookie, else the bearer token. Where a request brings several, nobody knows which one the upstream will
    /// read: one that is restricted counts before one that has signed in, and that before the first. Otherwise any invented
    /// cookie beside a revoked session or token would hide it.
    /// </summary>
    private Pseudonym ReadSession(HttpRequest request, RouteSettings route, ReadOnlySpan<char> bearer, long nowMs)
    {
        var first = CookieHeader.Find(request.Headers.Cookie, route.SessionCookie);
        if (first.IsEmpty)
        {
            return pseudonymizer.OfSession(bearer);
        }

        var session = pseudonymizer.OfSession(first);
        var last = CookieHeader.FindLast(request.Headers.Cookie, route.SessionCookie);
        if (!first.SequenceEqual(last))
        {
            session = Weightier(session, pseudonymizer.OfSession(last), nowMs);
        }

        return bearer.IsEmpty ? session : Weightier(session, pseudonymizer.OfSession(bearer), nowMs);
    }

    private Pseudonym Weightier(Pseudonym one, Pseudonym other, long nowMs) =>
        Weight(other, nowMs) > Weight(one, nowMs) ? other : one;

    private int Weight(Pseudonym session, long nowMs) =>
        engine.IsRestricted(EntityKey.Of(EntityKind.Session, session), nowMs) ? 2
        : sessions.AccountOf(session, nowMs).IsNone ? 0
        : 1;

    private Pseudonym ReadDevice(HttpRequest request, long nowMs, ref RequestTraits traits)
    {
        var text = CookieHeader.Find(request.Headers.Cookie, DeviceToken.Cookie);
        if (text.IsEmpty)
        {
            return default;
        }

        Span<byte> id = stackalloc byte[DeviceToken.IdSize];
        var state = DeviceToken.Open(keys, text, nowMs, id);
        traits |= state == TokenState.Forged ? RequestTraits.ForgedToken : 0;
        return state == TokenState.Valid ? pseudonymizer.OfDevice(id) : default;
    }

    private void ReadClearance(
        HttpRequest request, Pseudonym device, ClientAddress address, string userAgent, long nowMs, ref RequestTraits traits)
    {
        var text = CookieHeader.Find(request.Headers.Cookie, ClearanceToken.Cookie);
        if (!text.IsEmpty)
        {
            traits |= ClearanceToken.Open(keys, text, device, address, userAgent, nowMs) switch
            {
                TokenState.Valid => RequestTraits.HasClearance,
                TokenState.Forged => RequestTraits.ForgedToken,
                _ => RequestTraits.None,
            };
        }
    }

    /// <summary>
    /// The name being tried in this body, else the account of a session seen to sign in, else what the bearer token says. A
    /// verified token is remembered as a session, so that its signature is checked once.
    /// </summary>
    private Pseudonym ReadAccount(
        BodyField field, Pseudonym session, ReadOnlySpan<char> bearer, long nowMs, ref RequestTraits traits)
    {
        if (field.Value is not null)
        {
            return pseudonymizer.OfAccount(field.Value);
        }

        var known = sessions.AccountOf(session, nowMs);
        if (!known.IsNone)
        {
            traits |= RequestTraits.AccountVerified | Freshness(sessions.SignedInMs(session), nowMs);
            return known;
        }

        if (bearer.IsEmpty)
        {
            return default;
        }

        var token = _tokens.Read(bearer, nowMs);
        traits |= token.Forged ? RequestTraits.ForgedToken : 0;
        traits |= token.Verified ? RequestTraits.AccountVerified : 0;
        var account = pseudonymizer.OfAccount(token.Name);
        if (token.Verified && !account.IsNone)
        {
            sessions.Learn(pseudonymizer.OfSession(bearer), account, token.UntilMs, token.SignedInMs);
            traits |= Freshness(token.SignedInMs, nowMs);
        }

        return account;
    }

    private RequestTraits Freshness(long signedInMs, long nowMs) =>
        nowMs - signedInMs < _options.StepUp.MaxAge.TotalMilliseconds ? RequestTraits.SignedInRecently : RequestTraits.None;

    private Pseudonym ReadApiKey(HttpRequest request, RouteSettings route) =>
        route.ApiKeyHeader.Length > 0 && request.Headers.TryGetValue(route.ApiKeyHeader, out var values) && values.Count > 0
            ? pseudonymizer.OfApiKey(values[0].AsSpan().Trim())
            : default;

    private static ReadOnlySpan<char> Bearer(HttpRequest request)
    {
        var authorization = request.Headers.Authorization;
        return authorization.Count > 0 && authorization[0].AsSpan() is { Length: > 7 } text
            && text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                ? text[7..].Trim()
                : default;
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
