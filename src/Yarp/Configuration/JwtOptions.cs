namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>How the account is taken from a JSON Web Token in <c>Authorization: Bearer</c>.</summary>
public sealed class JwtOptions
{
    /// <summary>The claim that names the account as the login form does. Default <c>sub</c>; empty: tokens are not read.</summary>
    public string Claim { get; set; } = "sub";

    /// <summary>Key of HS256 tokens, in configuration as base64. Default none; if given, at least 32 bytes.</summary>
    public byte[] HmacKey { get; set; } = [];

    /// <summary>Public key (PEM) of RS256 or ES256 tokens. Default none; RSA of at least 2048 bits or P-256.</summary>
    public string PublicKeyPem { get; set; } = "";

    /// <summary>If given, the <c>iss</c> claim that a token must have to count as verified. Default any.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>If given, the <c>aud</c> claim that a token must have to count as verified. Default any.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Clock difference allowed for <c>exp</c> and <c>nbf</c>. Default 60 s; 0 to 10 min.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    internal bool HasKey => HmacKey.Length > 0 || PublicKeyPem.Length > 0;
}
