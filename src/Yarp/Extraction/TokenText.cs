namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// One spelling for one session or token. Most upstreams percent-decode a cookie's value, and many decoders of base64 ignore
/// padding, unused bits and foreign characters: another spelling of a revoked token must not be another token.
/// </summary>
/// <remarks>
/// Of a signed token (JWS, RFC 7515) the header and the payload are signed as text and cannot be respelled. The signature can:
/// with ECDSA (r, s) and (r, n − s) are both right, with EdDSA some verifiers take S + L. So only its first 252 bits count,
/// which lie within r or a MAC. They are not left out altogether: without a part that only the holder knows, whoever guesses
/// header and payload could act in the name of another's session. Of an encrypted token (JWE, RFC 7516) the tag stands for all
/// that it authenticates.
/// </remarks>
internal static class TokenText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Of r (256 bits or more) and of every MAC in use: whole characters of six bits.</summary>
    private const int SignatureKept = 42;

    /// <summary>Of a tag of 128 bits.</summary>
    private const int TagKept = 21;

    /// <summary>Returns <paramref name="text"/> itself where nothing in it can be spelled otherwise.</summary>
    public static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> text)
    {
        var plain = text.Contains('%') ? Uri.UnescapeDataString(text) : text;
        return (plain.Count('.'), IsJose(plain)) switch
        {
            (2, true) => Signed(plain, SignatureKept, plain[..plain.LastIndexOf('.')]),
            (4, true) => Signed(plain, TagKept, plain[..plain.IndexOf('.')]),
            (2, false) => CanonicalEnd(plain),
            _ => plain,
        };
    }

    /// <summary>Begins with a JSON object in base64url: <c>{"</c>, or <c>{</c> and white space.</summary>
    private static bool IsJose(ReadOnlySpan<char> token) => token.Length > 2 && token[0] == 'e' && token[1] is 'y' or 'w';

    /// <summary><paramref name="kept"/>, and the first characters of the last part that mean something.</summary>
    private static ReadOnlySpan<char> Signed(ReadOnlySpan<char> token, int length, ReadOnlySpan<char> kept)
    {
        var canonical = new char[kept.Length + 1 + length];
        kept.CopyTo(canonical);
        canonical[kept.Length] = '.';
        var end = kept.Length + 1;
        foreach (var c in token[(token.LastIndexOf('.') + 1)..])
        {
            var value = Value(c);
            if (value >= 0 && end < canonical.Length)
            {
                canonical[end++] = Alphabet[value];
            }
        }

        return end == canonical.Length ? canonical : WithoutUnusedBits(canonical.AsSpan(0, end), kept.Length + 1);
    }

    /// <summary>Of another token in three parts, of which nothing is known but that the last may be base64.</summary>
    private static ReadOnlySpan<char> CanonicalEnd(ReadOnlySpan<char> token)
    {
        var canonical = token.TrimEnd('=').ToArray().AsSpan();
        var start = canonical.LastIndexOf('.') + 1;
        canonical[start..].Replace('+', '-');
        canonical[start..].Replace('/', '_');
        return WithoutUnusedBits(canonical, start);
    }

    private static ReadOnlySpan<char> WithoutUnusedBits(Span<char> token, int start)
    {
        var unused = ((token.Length - start) % 4) switch { 2 => 0b1111, 3 => 0b11, _ => 0 };
        if (unused != 0 && Value(token[^1]) is >= 0 and var value)
        {
            token[^1] = Alphabet[value & ~unused];
        }

        return token;
    }

    private static int Value(char c) => Alphabet.IndexOf(c switch { '+' => '-', '/' => '_', _ => c }, StringComparison.Ordinal);
}
