using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Every rule of the options, reported together: a bad configuration never starts.</summary>
internal sealed class OptionsRules : IValidateOptions<SecurityDecisioningOptions>
{
    public const int ShortestKey = 32;
    private const int MostProxies = 1_000;
    private const int MostFields = 8;
    private const int SmallestRsaKey = 2048;

    public ValidateOptionsResult Validate(string? name, SecurityDecisioningOptions options)
    {
        var errors = new List<string>();
        Key(errors, nameof(options.PseudonymKey), options.PseudonymKey, required: true);
        Key(errors, nameof(options.TokenKey), options.TokenKey, required: true);
        Key(errors, nameof(options.UpstreamKey), options.UpstreamKey, required: false);
        Range(errors, nameof(options.Origin), options.Origin, 0, int.MaxValue);
        Range(errors, nameof(options.SessionCapacity), options.SessionCapacity, 1_000, 10_000_000);
        Range(errors, nameof(options.BodyTimeout), options.BodyTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));
        Range(errors, nameof(options.AcknowledgeTimeout), options.AcknowledgeTimeout,
            TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));
        Proxies(errors, options.TrustedProxies);
        Range(errors, $"{nameof(options.AccountFields)} (their number)", options.AccountFields.Count, 0, MostFields);
        Token(errors, nameof(options.SessionCookie), options.SessionCookie);
        Token(errors, nameof(options.ApiKeyHeader), options.ApiKeyHeader);
        Challenge(errors, options.Challenge);
        StepUp(errors, options.StepUp);
        Jwt(errors, options.Jwt);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Challenge(List<string> errors, ChallengeOptions options)
    {
        Range(errors, "Challenge:Difficulty", options.Difficulty, 1, 28);
        Range(errors, "Challenge:Lifetime", options.Lifetime, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));
        Range(errors, "Challenge:Clearance", options.Clearance, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        Range(errors, "Challenge:ReplayCapacity", options.ReplayCapacity, 1_000, 10_000_000);
    }

    private static void StepUp(List<string> errors, StepUpOptions options)
    {
        Range(errors, "StepUp:MaxAge", options.MaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        Token(errors, "StepUp:ReturnParameter", options.ReturnParameter);
        if (options.SignInPage.Length > 0 && (!LocalPath.IsSafe(options.SignInPage) || options.SignInPage.Contains('?')))
        {
            errors.Add($"StepUp:SignInPage is `{options.SignInPage}`; it must be a path of this site, without a query");
        }

        if (options.AcrValues.AsSpan().ContainsAnyExceptInRange(' ', '~') || options.AcrValues.AsSpan().IndexOfAny('"', '\\') >= 0)
        {
            errors.Add($"StepUp:AcrValues is `{options.AcrValues}`; it must be names separated by spaces");
        }
    }

    private static void Jwt(List<string> errors, JwtOptions options)
    {
        Key(errors, "Jwt:HmacKey", options.HmacKey, required: false);
        Range(errors, "Jwt:ClockSkew", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        if (options.PublicKeyPem.Length == 0)
        {
            return;
        }

        try
        {
            using var key = JwtKey.FromPem(options.PublicKeyPem);
            if (key is RSA { KeySize: < SmallestRsaKey } rsa)
            {
                errors.Add($"Jwt:PublicKeyPem is an RSA key of {rsa.KeySize} bits; use at least {SmallestRsaKey}");
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            errors.Add("Jwt:PublicKeyPem is no RSA or P-256 public key in PEM form");
        }
    }

    private static void Proxies(List<string> errors, IList<string> proxies)
    {
        Range(errors, "TrustedProxies (their number)", proxies.Count, 0, MostProxies);
        foreach (var proxy in proxies)
        {
            if (!TrustedProxyList.TryParse(proxy, out _))
            {
                errors.Add($"TrustedProxies: `{proxy}` is no address and no CIDR block such as 10.0.0.0/8");
            }
        }
    }

    private static void Key(List<string> errors, string name, byte[] key, bool required)
    {
        if ((required || key.Length > 0) && key.Length < ShortestKey)
        {
            errors.Add($"{name} has {key.Length} bytes; set it to at least {ShortestKey} random bytes (base64)");
        }
    }

    private static void Token(List<string> errors, string name, string value)
    {
        if (value.Length > 0 && !HttpToken.IsValid(value))
        {
            errors.Add($"{name} is `{value}`; a name has letters, digits and -_.~ only");
        }
    }

    private static void Range<T>(List<string> errors, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            errors.Add($"{name} is {value}; it must be {least} to {most}");
        }
    }
}
