using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>For upstreams: tells whether the risk headers of a request were written by the gateway, and just now.</summary>
public sealed class RiskHeaderVerifier
{
    private readonly KeyedMac _key;
    private readonly TimeSpan _tolerance;
    private readonly TimeProvider _time;

    /// <param name="key">The gateway's <c>UpstreamKey</c>, or what <see cref="DeriveKey"/> makes of its <c>TokenKey</c>.</param>
    /// <param name="tolerance">How old or how far ahead the headers may be, for example one minute.</param>
    /// <param name="time">The clock.</param>
    public RiskHeaderVerifier(ReadOnlySpan<byte> key, TimeSpan tolerance, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 32, nameof(key));
        _key = new KeyedMac(key);
        _tolerance = tolerance;
        _time = time;
    }

    /// <summary>The key to give to an upstream where the gateway has no <c>UpstreamKey</c>.</summary>
    public static byte[] DeriveKey(ReadOnlySpan<byte> tokenKey) => SigningKeys.DeriveUpstream(tokenKey);

    /// <summary>Whether the obligations of a request were written by the gateway, for this decision and just now.</summary>
    public bool VerifyObligations(IHeaderDictionary headers)
    {
        var time = headers[RiskHeaderNames.Time].ToString();
        var expected = IsRecent(time)
            ? RiskSignature.OfObligations(
                _key, headers[RiskHeaderNames.DecisionId].ToString(), time, headers[RiskHeaderNames.Obligations].ToString())
            : "";
        return IsSame(expected, headers[RiskHeaderNames.ObligationsSignature].ToString());
    }

    public bool Verify(IHeaderDictionary headers)
    {
        var time = headers[RiskHeaderNames.Time].ToString();
        if (!IsRecent(time))
        {
            return false;
        }

        var expected = RiskSignature.Of(
            _key,
            headers[RiskHeaderNames.DecisionId].ToString(),
            time,
            headers[RiskHeaderNames.Risk].ToString(),
            headers[RiskHeaderNames.Level].ToString(),
            headers[RiskHeaderNames.Threat].ToString(),
            headers[RiskHeaderNames.Action].ToString());
        return IsSame(expected, headers[RiskHeaderNames.Signature].ToString());
    }

    private bool IsRecent(string time) =>
        long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((double)_time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= _tolerance.TotalSeconds;

    private static bool IsSame(string expected, string found) => expected.Length > 0
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(found));
}
