using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>A whole decision as JSON, for download and for <c>sd decision show</c>; names as in policies and exports.</summary>
public static class DecisionJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Write(Decision decision) => JsonSerializer.SerializeToUtf8Bytes(Node(decision), Indented);

    private static JsonObject Node(Decision decision) => new()
    {
        ["id"] = decision.Id.ToString(),
        ["time"] = Durations.Iso(decision.Event.TimeMs),
        ["action"] = ActionKinds.NameOf(decision.Action),
        ["shadow_action"] = ActionKinds.NameOf(decision.ShadowAction),
        ["risk"] = decision.Risk,
        ["level"] = RiskLevels.NameOf(decision.Level),
        ["threat"] = ThreatCatalog.NameOf(decision.Threat),
        ["reason"] = DecisionWords.Reason(decision),
        ["flags"] = Names(decision.Flags),
        ["duration_ms"] = decision.DurationMs,
        ["elapsed_ns"] = decision.ElapsedNs,
        ["model_hash"] = decision.ModelHash,
        ["policy_set_hash"] = decision.PolicySetHash,
        ["feature_catalogue_hash"] = FeatureCatalog.Hash,
        ["arm"] = decision.Arm,
        ["propensity"] = decision.Propensity,
        ["event"] = Event(decision.Event),
        ["candidates"] = Array(CandidateView.Of(decision), Candidate),
        ["rules"] = Array(decision.Rules, Rule),
        ["applied"] = decision.Applied is { } applied ? Restriction(applied) : null,
        ["issued"] = Array(decision.Issued, Restriction),
        ["standing"] = Array(decision.Standing, Restriction),
        ["restrictions_24h"] = new JsonObject(EntityKinds.Counted
            .Where(k => (int)k < decision.Repeats.Length && decision.Repeats[(int)k] > 0)
            .Select(k => KeyValuePair.Create(EntityKinds.NameOf(k), (JsonNode?)JsonValue.Create(decision.Repeats[(int)k])))),
        ["snoozed_policies"] = Array(decision.Snoozed, p => JsonValue.Create(p)),
        ["challenge"] = decision.Action == ActionKind.Challenge ? ChallengeKinds.NameOf(decision.ChallengeKind) : null,
        ["obligations"] = Array(decision.Obligations, Obligation),
        ["candidate_set"] = decision.CandidateHash.Length == 0 ? null : new JsonObject
        {
            ["hash"] = decision.CandidateHash,
            ["action"] = ActionKinds.NameOf(decision.CandidateAction),
        },
        ["features"] = new JsonObject(
            FeatureCatalog.All.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)Number(decision.Features[f.Index])))),
    };

    private static JsonObject Event(SecurityEvent e) => new()
    {
        ["operation"] = Operations.NameOf(e.Operation),
        ["method"] = RequestMethods.NameOf(e.Method),
        ["route"] = e.Route,
        ["host"] = e.Host,
        ["path"] = e.Path,
        ["user_agent"] = e.UserAgent,
        ["country"] = e.Country,
        ["place"] = e.Place.IsNone ? null : new JsonObject
        {
            ["latitude"] = e.Place.Latitude,
            ["longitude"] = e.Place.Longitude,
            ["radius_km"] = e.Place.RadiusKm,
        },
        ["asn"] = e.Asn,
        ["network"] = Names(e.Network),
        ["agent"] = ClientWords.Software(e),
        ["hints"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(e.Hints.ToString()),
        ["ja4"] = ClientWords.Fingerprint(e),
        ["traits"] = Names(e.Traits),
        ["entities"] = Array(EntityKinds.All.Select(e.Entity).Where(k => !k.IsNone), k => JsonValue.Create(k.ToString())),
    };

    private static JsonObject Candidate(CandidateView candidate) => new()
    {
        ["threat"] = candidate.Definition.Name,
        ["probability"] = candidate.Probability,
        ["triage"] = candidate.Triage,
        ["evidence"] = Array(candidate.Evidence, item => new JsonObject
        {
            ["feature"] = item.Feature.Name,
            ["value"] = Number(item.Value),
            ["threshold"] = Number(item.Threshold),
        }),
    };

    private static JsonObject Rule(FiredRule rule) => new()
    {
        ["policy"] = rule.Policy,
        ["rule"] = rule.Rule,
        ["mode"] = rule.Mode == PolicyMode.Enforce ? "enforce" : "shadow",
        ["proposed"] = ActionKinds.NameOf(rule.Proposed),
        ["won"] = rule.Won,
        ["outcome"] = RuleOutcomes.NameOf(rule.Outcome),
        ["threat"] = ThreatCatalog.NameOf(rule.Threat),
        ["reason_code"] = rule.ReasonCode,
        ["reason"] = rule.Reason,
    };

    private static JsonObject Obligation(Obligation obligation) => new()
    {
        ["kind"] = ObligationKinds.NameOf(obligation.Kind),
        ["name"] = obligation.Name,
        ["value"] = obligation.Value,
    };

    private static JsonObject Restriction(Restriction restriction) => new()
    {
        ["id"] = restriction.Id.ToString(),
        ["entity"] = restriction.Entity.ToString(),
        ["action"] = ActionKinds.NameOf(restriction.Action),
        ["from"] = Durations.Iso(restriction.FromMs),
        ["until"] = Durations.Iso(restriction.UntilMs),
        ["owner"] = restriction.Owner,
        ["reason_code"] = restriction.ReasonCode,
        ["reason"] = restriction.Reason,
    };

    // JSON has no NaN: unknown is null.
    private static JsonValue? Number(float value) => float.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);

    private static JsonArray Names<T>(T flags)
        where T : struct, Enum =>
        new([.. Enum.GetValues<T>().Where(f => Convert.ToUInt64(f, null) != 0 && flags.HasFlag(f))
            .Select(f => (JsonNode)JsonValue.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(f.ToString()))!)]);
}
