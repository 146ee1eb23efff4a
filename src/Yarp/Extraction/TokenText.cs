namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// One spelling for one session or token. Most upstreams percent-decode a cookie's value, and many base64 decoders ignore
/// padding and the last character's unused bits: another spelling of a revoked token must not be another token.
/// </summary>
internal static class TokenText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Returns <paramref name="text"/> itself where it is spelled as its issuer would, as nearly always.</summary>
    public static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> text)
    {
        var plain = text.Contains('%') ? Uri.UnescapeDataString(text) : text;
        return plain.Count('.') == 2 ? CanonicalSignature(plain) : plain;
    }

    /// <summary>The signature is a JWT's last part, and the only one that a holder can respell without breaking it.</summary>
    private static ReadOnlySpan<char> CanonicalSignature(ReadOnlySpan<char> token)
    {
        token = token.TrimEnd('=');
        var signature = token[(token.LastIndexOf('.') + 1)..];
        var unused = (signature.Length % 4) switch { 2 => 0b1111, 3 => 0b11, _ => 0 };
        var value = signature.IsEmpty ? -1 : Value(signature[^1]);
        var respelled = value >= 0 && (value & unused) != 0;
        if (!respelled && !signature.ContainsAny('+', '/'))
        {
            return token;
        }

        var canonical = token.ToArray();
        var own = canonical.AsSpan(token.Length - signature.Length);
        own.Replace('+', '-');
        own.Replace('/', '_');
        if (respelled)
        {
            own[^1] = Alphabet[value & ~unused];
        }

        return canonical;
    }

    private static int Value(char c) => Alphabet.IndexOf(c switch { '+' => '-', '/' => '_', _ => c }, StringComparison.Ordinal);
}
