using System.Text.Json.Nodes;
using static SecurityDecisioning.Policies.Documents.Schema.SchemaParts;

namespace SecurityDecisioning.Policies.Documents.Schema;

/// <summary>The part of the schema about tests.</summary>
internal static class TestSchema
{
    public static JsonObject Test() => Keys(
        "A request, what is known of it, and what the policy must do, by itself and enforced.",
        ("name!", Text("What it shows.", "an office where people sign in is left alone")),
        ("at", PolicySchema.Described("moment", "When the request comes. Default 2026-01-05T12:00:00Z.")),
        ("request", Ref("request")),
        ("features", Ref("features")),
        ("threats", Ref("threats")),
        ("lists", List(Text("A list's name.", "vip"), DocumentLimits.Items, "Lists that the request is in.")),
        ("restrictions", List(Restriction(), Decision.MaxStanding, "What stands on the request's entities.")),
        ("arm", Named(PolicySchema.ListNamePattern, Text("The arm."), "The arm of each experiment.")),
        ("expect!", Expect()));

    public static JsonObject Request()
    {
        var properties = new JsonObject();
        foreach (var key in TestRequestReader.Keys)
        {
            properties[key] = RequestValue(key);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "The request. Any readable name stands for a pseudonym.",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    public static JsonObject Features()
    {
        var properties = new JsonObject();
        foreach (var feature in FeatureCatalog.All)
        {
            properties[feature.Name] = PolicySchema.Described("featureValue", feature.Meaning);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Values of features; counts of entities that the request names are 0 unless given.",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    public static JsonObject FeatureValue() => Either("A number, or unknown.",
        new JsonObject { ["type"] = "number" }, new JsonObject { ["const"] = "unknown" });

    public static JsonObject Threats() => Keys("Probabilities of threats, 0 to 1; 0 unless given.",
        [.. ThreatCatalog.All.Select(t => (t.Name, new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }))]);

    private static JsonObject RequestValue(string key) => key switch
    {
        _ when TestRequestReader.FlagKeys.Contains(key) => Flag(key == "browser"
            ? "Whether it has the headers that every browser sends. Default true."
            : $"Whether it has this: {key.Replace('_', ' ')}. Default false."),
        "operation" => OneOf(Operations.All, "What is attempted. Default page."),
        "method" => OneOf(
            Enum.GetValues<RequestMethod>().Where(m => m != RequestMethod.Other).Select(RequestMethods.NameOf),
            "Default GET for pages, POST for the rest."),
        "agent" => OneOf(TestRequestReader.Agents, "What the user agent was parsed to."),
        "hints" => OneOf(TestRequestReader.Hints, "Whether client hints agree with the user agent. Default absent."),
        "country" => Pattern("^[A-Z]{2}$", "ISO 3166-1 alpha-2. Unknown unless given.", "DE"),
        "asn" => Whole(0, int.MaxValue, "Number of the autonomous system. Unknown unless given."),
        "ip" => Text("The address. Default 203.0.113.9.", "203.0.113.9", "2001:db8::1"),
        "ja4" => Text("The fingerprint of the client's TLS hello.", "t13d1516h2_8daaf6152771_b186095e22b6"),
        "user_agent" => new JsonObject { ["type"] = "string", ["description"] = "Default: a browser's, or curl's where browser is false." },
        _ => Text($"The {key.Replace('_', ' ')}."),
    };

    private static JsonObject Restriction() => Keys(
        "A standing restriction.",
        ("action!", OneOf(ActionKinds.All.Select(ActionKinds.NameOf), "What it does.")),
        ("scope", OneOf(EntityKinds.All.Select(EntityKinds.NameOf), "On which entity of the request. Default ip.")),
        ("owner", Text("The policy or person who set it.")),
        ("reason_code", Text("Its reason code.")),
        ("for", PolicySchema.Described("duration", "How much longer it stands. Default 15m.")));

    private static JsonObject Expect() => Keys(
        "What must come of it. Only what is named is compared.",
        ("action!", OneOf(ActionKinds.All.Select(ActionKinds.NameOf), "What is done.")),
        ("rule", Text("The rule that wins, or none.")),
        ("reason", Text("Its reason code, or none.")),
        ("shadow_action", OneOf(ActionKinds.All.Select(ActionKinds.NameOf), "What would be done were all policies live.")),
        ("obligations", List(Ref("obligation"), DocumentLimits.Obligations, "Exactly these.")));
}
