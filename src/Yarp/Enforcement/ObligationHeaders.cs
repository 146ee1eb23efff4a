using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>
/// Tells the upstream what a decision obliges it to: each header by its own name, and all of it once more in one signed header,
/// for upstreams that others than the gateway can reach.
/// </summary>
internal sealed class ObligationHeaders(IOptions<SecurityDecisioningOptions> options, DecisionPoint engine)
{
    private readonly KeyedMac _key = new(SigningKeys.Upstream(options.Value));

    /// <summary>Removes headers that policies write and a client sent: what the upstream reads there is ours or nobody's.</summary>
    public void RemoveForged(IHeaderDictionary headers)
    {
        var forged = default(List<string>);
        foreach (var header in headers)
        {
            if (engine.IsObligationHeader(header.Key))
            {
                (forged ??= []).Add(header.Key);
            }
        }

        foreach (var name in forged ?? [])
        {
            headers.Remove(name);
        }
    }

    public void Write(IHeaderDictionary headers, Ruling ruling)
    {
        var told = new List<string>();
        foreach (var obligation in ruling.Obligations)
        {
            switch (obligation.Kind)
            {
                case ObligationKind.Header:
                    headers[obligation.Name] = obligation.Value;
                    told.Add($"header;{Escape(obligation.Name)}={Escape(obligation.Value)}");
                    break;
                case ObligationKind.Tag or ObligationKind.Review:
                    told.Add($"{ObligationKinds.NameOf(obligation.Kind)};{Escape(obligation.Name)}");
                    break;
            }
        }

        if (ruling is { Action: ActionKind.Challenge, Challenge: ChallengeKind.StepUp })
        {
            told.Add("challenge;" + ChallengeKinds.NameOf(ruling.Challenge));
        }

        if (told.Count > 0)
        {
            var text = string.Join(',', told);
            var time = (ruling.Event.TimeMs / 1000).ToString(CultureInfo.InvariantCulture);
            headers[RiskHeaderNames.Obligations] = text;
            headers[RiskHeaderNames.ObligationsSignature] = RiskSignature.OfObligations(_key, ruling.IdText, time, text);
        }
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
