using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Tells the upstream what was found, so that nobody else can.</summary>
internal sealed class RiskHeaders(IOptions<SecurityDecisioningOptions> options)
{
    private readonly KeyedMac _key = new(SigningKeys.Upstream(options.Value));

    /// <summary>
    /// Removes what a client wrote in our name, in any case and with underscores too: some upstreams (CGI, WSGI) read
    /// <c>X_SD_Risk</c> as the same header.
    /// </summary>
    public static void RemoveForged(IHeaderDictionary headers)
    {
        var forged = default(List<string>);
        foreach (var header in headers)
        {
            if (IsOurs(header.Key))
            {
                (forged ??= []).Add(header.Key);
            }
        }

        if (forged is not null)
        {
            foreach (var name in forged)
            {
                headers.Remove(name);
            }
        }
    }

    public void Write(IHeaderDictionary headers, Ruling ruling)
    {
        var id = ruling.IdText;
        var time = (ruling.Event.TimeMs / 1000).ToString(CultureInfo.InvariantCulture);
        var risk = ruling.Risk.ToString("0.0000", CultureInfo.InvariantCulture);
        var level = RiskLevels.NameOf(RiskLevels.Of(ruling.Risk));
        var threat = ThreatCatalog.NameOf(ruling.Threat);
        var action = ActionKinds.NameOf(ruling.Action);
        headers[RiskHeaderNames.DecisionId] = id;
        headers[RiskHeaderNames.Time] = time;
        headers[RiskHeaderNames.Risk] = risk;
        headers[RiskHeaderNames.Level] = level;
        headers[RiskHeaderNames.Threat] = threat;
        headers[RiskHeaderNames.Action] = action;
        headers[RiskHeaderNames.Signature] = RiskSignature.Of(_key, id, time, risk, level, threat, action);
    }

    private static bool IsOurs(string name) =>
        name.Length >= RiskHeaderNames.Prefix.Length
        && (name[0] | 0x20) == 'x' && IsSeparator(name[1]) && (name[2] | 0x20) == 's' && (name[3] | 0x20) == 'd'
        && IsSeparator(name[4]);

    private static bool IsSeparator(char c) => c is '-' or '_';
}
