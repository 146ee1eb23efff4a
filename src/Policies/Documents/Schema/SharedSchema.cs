using System.Text.Json.Nodes;
using SecurityDecisioning.Policies.Sharing;
using static SecurityDecisioning.Policies.Documents.Schema.SchemaParts;

namespace SecurityDecisioning.Policies.Documents.Schema;

/// <summary>The part of the schema about shared files.</summary>
internal static class SharedSchema
{
    public static JsonObject Shared() => Keys(
        "What the policies of a set share.",
        ("shared!", new JsonObject { ["const"] = true, ["description"] = "Tells it from a policy." }),
        ("description", Text("What is in the file.")),
        ("lists", Named(PolicySchema.ListNamePattern, List(), "Asked as list(\"name\").")),
        ("variables", Named(PolicySchema.WordPattern, Ref("condition"), "Expressions that rules use as vars.name.")),
        ("macros", Named(PolicySchema.WordPattern, Macro(), "Expressions with parameters, used as name(argument).")),
        ("experiments", Named(PolicySchema.ListNamePattern, Experiment(), "Asked as experiment.arm(\"name\").")));

    private static JsonObject List() => Keys(
        "A list, by whose entries a rule tells an entity of the request.",
        ("kind!", OneOf(ListKinds.All, "What it holds.")),
        ("description", Text("Who is on it, and why.")),
        ("grounds", OneOf(ListKinds.Grounds, "What being on a list of addresses, networks or systems says: where somebody is, or "
            + "what they did. Only a deed may be punished by itself.")),
        ("entries", SchemaParts.List(
            Either("A value, or a value with the time for which it holds.",
                Value(),
                Keys("With a time.",
                    ("value!", Value()),
                    ("from", PolicySchema.Described("moment", "It holds from then on.")),
                    ("until", PolicySchema.Described("moment", "It holds until then.")),
                    ("note", Text("Why it is there.")))),
            DocumentLimits.ListEntries, "Its entries.")));

    // Numbers of autonomous systems are numbers to an editor.
    private static JsonObject Value() => new()
    {
        ["type"] = new JsonArray("string", "integer"),
        ["description"] = "A pseudonym as the console shows it, an address or block, a number, a country or a text.",
        ["examples"] = new JsonArray("203.0.113.0/24", "AS64500", "DE"),
    };

    private static JsonObject Macro() => Keys(
        "An expression with parameters.",
        ("parameters", SchemaParts.List(
            Pattern(PolicySchema.WordPattern, "A parameter.", "entity"), DocumentLimits.Parameters, "In order.")),
        ("body!", Ref("condition")));

    private static JsonObject Experiment() => Keys(
        "Every account is in one arm, always the same.",
        ("arms!", Named(PolicySchema.ListNamePattern, Whole(0, 100, "Its share in percent."), "Shares add up to 100.")
            .With("minProperties", 1).With("maxProperties", DocumentLimits.Arms)));
}
