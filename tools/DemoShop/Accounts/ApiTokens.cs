using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using SecurityDecisioning.DemoShop.Data;

namespace SecurityDecisioning.DemoShop.Accounts;

/// <summary>JSON Web Tokens (RFC 7519) of the shop's API, HMAC-SHA-256 only: the header's own algorithm is never asked.</summary>
internal sealed class ApiTokens(ShopDatabase database, TimeProvider time)
{
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    private const int Longest = 2_048;
    private readonly byte[] _key = database.Secret("api-token-key");

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string Issue(User user)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["sub"] = user.Username,
            ["uid"] = user.Id,
            ["iat"] = now,
            ["exp"] = now + (long)Lifetime.TotalSeconds,
            ["jti"] = RandomNumberGenerator.GetHexString(16, lowercase: true),
        });
        var body = $"{Header}.{Base64Url.EncodeToString(claims)}";
        return $"{body}.{Signature(body)}";
    }

    /// <summary>The account id of a token that is ours and not expired.</summary>
    public long? UserIdOf(string token)
    {
        var dot = token.LastIndexOf('.');
        if (token.Length > Longest || dot < 0 || !token.StartsWith(Header + ".", StringComparison.Ordinal)
            || dot == Header.Length)
        {
            return null;
        }

        var expected = System.Text.Encoding.ASCII.GetBytes(Signature(token[..dot]));
        if (!CryptographicOperations.FixedTimeEquals(expected, System.Text.Encoding.UTF8.GetBytes(token[(dot + 1)..])))
        {
            return null;
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(Header.Length + 1, dot - Header.Length - 1)));
        return claims.RootElement.GetProperty("exp").GetInt64() > time.GetUtcNow().ToUnixTimeSeconds()
            ? claims.RootElement.GetProperty("uid").GetInt64()
            : null;
    }

    private string Signature(string body) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, System.Text.Encoding.ASCII.GetBytes(body)));
}
