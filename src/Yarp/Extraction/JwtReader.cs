using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecurityDecisioning.Yarp.Configuration;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Takes the account claim from a JSON Web Token (RFC 7519) and checks the signature where a key is configured. The key fixes
/// the algorithm; the token's own header is only compared with it (RFC 8725, 3.1).
/// </summary>
internal sealed class JwtReader : IDisposable
{
    private const int Longest = 8 * 1024;
    private readonly JwtOptions _options;
    private readonly AsymmetricAlgorithm? _publicKey;
    private readonly Lock _gate = new();

    public JwtReader(JwtOptions options)
    {
        _options = options;
        _publicKey = options.PublicKeyPem.Length > 0 ? JwtKey.FromPem(options.PublicKeyPem) : null;
    }

    public TokenAccount Read(ReadOnlySpan<char> token, long nowMs)
    {
        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        if (_options.Claim.Length == 0 || first <= 0 || last <= first + 1 || token.Length > Longest)
        {
            return default;
        }

        if (!TryDecode(token[..first], out var header) || !TryDecode(token[(first + 1)..last], out var payload)
            || !TryDecode(token[(last + 1)..], out var signature))
        {
            return default;
        }

        var name = JsonFields.Find(payload, _options.Claim).Value;
        if (name is null || !_options.HasKey)
        {
            return new TokenAccount(name, Verified: false, Forged: false, 0);
        }

        if (!IsSigned(token[..last], header, signature))
        {
            return new TokenAccount(null, Verified: false, Forged: true, 0);
        }

        var holds = Holds(payload, nowMs, out var untilMs, out var signedInMs);
        return new TokenAccount(name, holds, Forged: false, untilMs, signedInMs);
    }

    public void Dispose() => _publicKey?.Dispose();

    private bool IsSigned(ReadOnlySpan<char> signed, byte[] header, byte[] signature)
    {
        var bytes = Encoding.ASCII.GetBytes(signed.ToArray());
        switch (JsonFields.Find(header, "alg").Value)
        {
            case "HS256" when _options.HmacKey.Length > 0:
                return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_options.HmacKey, bytes), signature);
            case "RS256" when _publicKey is RSA rsa:
                lock (_gate)
                {
                    return rsa.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                }

            case "ES256" when _publicKey is ECDsa ecdsa:
                lock (_gate)
                {
                    return ecdsa.VerifyData(bytes, signature, HashAlgorithmName.SHA256);
                }

            default:
                return false;
        }
    }

    private bool Holds(byte[] payload, long nowMs, out long untilMs, out long signedInMs)
    {
        untilMs = long.MaxValue;
        signedInMs = 0;
        long fromMs = 0;
        var issuer = _options.Issuer.Length == 0;
        var audience = _options.Audience.Length == 0;
        try
        {
            using var document = JsonDocument.Parse(payload);
            foreach (var claim in document.RootElement.EnumerateObject())
            {
                switch (claim.Name)
                {
                    case "exp":
                        untilMs = Milliseconds(claim.Value);
                        break;
                    case "auth_time":
                        signedInMs = Milliseconds(claim.Value);
                        break;
                    case "nbf":
                        fromMs = Milliseconds(claim.Value);
                        break;
                    case "iss":
                        issuer |= claim.Value.ValueKind == JsonValueKind.String && claim.Value.ValueEquals(_options.Issuer);
                        break;
                    case "aud":
                        audience |= IsFor(claim.Value, _options.Audience);
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }

        var skew = (long)_options.ClockSkew.TotalMilliseconds;
        return issuer && audience && fromMs - skew <= nowMs && (untilMs == long.MaxValue || nowMs < untilMs + skew);
    }

    private static bool IsFor(JsonElement claim, string audience)
    {
        if (claim.ValueKind != JsonValueKind.Array)
        {
            return claim.ValueKind == JsonValueKind.String && claim.ValueEquals(audience);
        }

        foreach (var one in claim.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.String && one.ValueEquals(audience))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A NumericDate (RFC 7519, 2), bounded so that arithmetic on it cannot overflow.</summary>
    private static long Milliseconds(JsonElement seconds) => (long)(Math.Clamp(seconds.GetDouble(), 0, 1e12) * 1000);

    private static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var done = Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done;
        bytes = bytes[..written];
        return done;
    }
}
