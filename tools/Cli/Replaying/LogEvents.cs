using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>From a log line to the two events that the gateway would have published for it.</summary>
internal sealed class LogEvents(PathOperations operations, ClientEnrichment enrich)
{
    /// <summary>
    /// A log does not keep the headers that every browser sends. A client that calls itself a browser is given the benefit of
    /// the doubt: what cannot be known must not count against it.
    /// </summary>
    private const RequestTraits OfBrowser = RequestTraits.HasAccept | RequestTraits.HasAcceptLanguage
        | RequestTraits.HasAcceptEncoding | RequestTraits.HasFetchMetadata | RequestTraits.AcceptsHtml;

    private readonly TextPool _paths = new(EventLimits.Path);
    private readonly TextPool _agents = new(EventLimits.UserAgent);
    private readonly TextPool _hosts = new(EventLimits.Host);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private ulong _sequence;

    public SecurityEvent Request(in LogLine line, out LoginPattern? login)
    {
        var path = _paths.Of(line.Path);
        var method = MethodOf(line.Method);
        (var operation, login) = operations.Of(path, method);
        var userAgent = _agents.Of(line.UserAgent);
        var client = enrich(new ClientSignals { Address = line.Ip, UserAgent = userAgent });
        return new SecurityEvent
        {
            Id = new EventId((ulong)line.TimeMs << 16, ++_sequence),
            Kind = EventKind.Request,
            TimeMs = line.TimeMs,
            Operation = operation,
            Method = method,
            Traits = TraitsOf(line),
            Route = Operations.NameOf(operation),
            Host = _hosts.Of(line.Host),
            Path = path,
            UserAgent = userAgent,
            Account = AccountOf(line.User),
            Ip = line.Ip,
            Country = client.Country,
            Agent = client.Agent,
        };
    }

    public static SecurityEvent Outcome(SecurityEvent request, in LogLine line, LoginPattern? login) => request with
    {
        Kind = EventKind.Outcome,
        Status = line.Status,
        Login = login?.OutcomeOf(line.Status) ?? LoginOutcome.None,
        BytesOut = line.Bytes,
    };

    private static RequestTraits TraitsOf(in LogLine line)
    {
        var traits = line.HasReferer ? RequestTraits.HasReferer : RequestTraits.None;
        traits |= line.UserAgent.IsEmpty ? 0 : RequestTraits.HasUserAgent;
        return line.UserAgent.StartsWith("Mozilla/"u8) || line.UserAgent.StartsWith("Opera/"u8) ? traits | OfBrowser : traits;
    }

    private static RequestMethod MethodOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("GET"u8) ? RequestMethod.Get
        : name.SequenceEqual("POST"u8) ? RequestMethod.Post
        : name.SequenceEqual("HEAD"u8) ? RequestMethod.Head
        : name.SequenceEqual("OPTIONS"u8) ? RequestMethod.Options
        : name.SequenceEqual("PUT"u8) ? RequestMethod.Put
        : name.SequenceEqual("DELETE"u8) ? RequestMethod.Delete
        : name.SequenceEqual("PATCH"u8) ? RequestMethod.Patch
        : RequestMethod.Other;

    /// <summary>Under a key that dies with the run: a report names nobody.</summary>
    private Pseudonym AccountOf(ReadOnlySpan<byte> user)
    {
        if (user.IsEmpty)
        {
            return default;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, user, hash);
        return new Pseudonym(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
