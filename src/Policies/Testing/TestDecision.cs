using System.Globalization;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Testing;

/// <summary>
/// The decision frame of a policy's test. Counts of entities that the request names are 0 unless given; what the request lacks,
/// and states such as new_device, are unknown unless given; facts of the request follow from it.
/// </summary>
internal static class TestDecision
{
    public static Decision Of(TestDocument test)
    {
        var request = TestRequestReader.Read(test.Request, test.At);
        var decision = new Decision { Event = request };
        foreach (var feature in FeatureCatalog.All)
        {
            var isCounted = feature.Window != FeatureWindow.None && !request.Entity(feature.Entity).IsNone;
            decision.Features[feature.Index] = isCounted ? 0 : float.NaN;
        }

        SetRequestFacts(decision);
        foreach (var (name, value) in test.Features)
        {
            decision.Features[FeatureCatalog.IndexOf(name.Value)] = value.Value == "unknown"
                ? float.NaN
                : float.Parse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in test.Threats)
        {
            var probability = float.Parse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (ThreatCatalog.TryParse(name.Value, out var threat))
            {
                decision.Candidates.Propose(threat, probability);
            }

            if (probability > decision.Risk)
            {
                decision.Risk = probability;
                decision.Threat = threat;
            }
        }

        TestRestrictions.AddTo(decision, test.Restrictions);
        return decision;
    }

    private static void SetRequestFacts(Decision decision)
    {
        var request = decision.Event;
        Set("hour_utc", DateTimeOffset.FromUnixTimeMilliseconds(request.TimeMs).Hour);
        for (var i = 0; i < Operations.All.Count; i++)
        {
            Set($"is_{Operations.All[i].Replace('-', '_')}", (int)request.Operation == i ? 1 : 0);
        }

        Set("browser_headers", new[]
        {
            RequestTraits.HasAccept, RequestTraits.HasAcceptLanguage, RequestTraits.HasAcceptEncoding, RequestTraits.HasFetchMetadata,
        }.Count(t => request.Traits.HasFlag(t)));
        Set("has_cookie", request.Traits.HasFlag(RequestTraits.HasCookie) ? 1 : 0);
        Set("has_referer", request.Traits.HasFlag(RequestTraits.HasReferer) ? 1 : 0);
        Set("has_clearance", request.Traits.HasFlag(RequestTraits.HasClearance) ? 1 : 0);
        Set("forged_token", request.Traits.HasFlag(RequestTraits.ForgedToken) ? 1 : 0);
        Set("user_agent_length", Math.Min(request.UserAgent.Length, EventLimits.UserAgent));
        Set("bot_user_agent", IsProgram(request) ? 1 : 0);
        Set("hints_contradict", request.Hints switch
        {
            HintAgreement.Agree => 0,
            HintAgreement.Contradict => 1,
            _ => float.NaN,
        });
        foreach (var (name, trait) in TestRequestReader.NetworkFacts)
        {
            Set(name, request.Network.HasFlag(trait) ? 1 : 0);
        }

        void Set(string fact, float value) => decision.Features[FeatureCatalog.IndexOf("request." + fact)] = value;
    }

    private static bool IsProgram(SecurityEvent request) => request.Agent.Device switch
    {
        AgentDevice.Bot or AgentDevice.Library => true,
        AgentDevice.Unknown => !request.UserAgent.StartsWith("Mozilla/", StringComparison.Ordinal),
        _ => false,
    };
}
