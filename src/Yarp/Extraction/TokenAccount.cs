namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>What a bearer token says about the account.</summary>
/// <param name="Name">The claim, or null.</param>
/// <param name="Verified">Signature, issuer, audience and time hold.</param>
/// <param name="Forged">A key is configured and the signature is not its owner's.</param>
/// <param name="UntilMs">When it expires, milliseconds since the Unix epoch.</param>
/// <param name="SignedInMs">When its owner signed in (<c>auth_time</c>, OpenID Connect Core 1.0, 2); 0 where it does not say.</param>
internal readonly record struct TokenAccount(string? Name, bool Verified, bool Forged, long UntilMs, long SignedInMs = 0);
