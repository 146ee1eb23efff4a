using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static SecurityDecisioning.Policies.Documents.Schema.SchemaParts;

namespace SecurityDecisioning.Policies.Documents.Schema;

/// <summary>
/// The JSON Schema of policy documents for editors: every key with its meaning, every value that is one of few. It is made of
/// the same catalogues as the reader, so it cannot offer what the reader refuses. What it cannot say (conditions, names that
/// must agree, what a rule must prove) is the lint's.
/// </summary>
public static class PolicySchema
{
    internal const string NamePattern = "^[a-z][a-z0-9-]{1,63}$";
    internal const string WordPattern = "^[a-zA-Z][a-zA-Z0-9_]{0,63}$";
    internal const string ListNamePattern = "^[a-z][a-z0-9_-]{0,63}$";
    private const string ReasonCodePattern = "^[A-Z][A-Z0-9_]{2,63}$";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as text, as <c>docs/schema/policy.schema.json</c> holds it.</summary>
    public static string Text { get; } = Build().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static JsonObject Build() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = "urn:security-decisioning:policy",
        ["title"] = "Policy, or what policies share",
        ["type"] = "object",
        ["if"] = new JsonObject { ["required"] = new JsonArray("shared") },
        ["then"] = Ref("shared"),
        ["else"] = Ref("policy"),
        ["$defs"] = new JsonObject
        {
            ["policy"] = Policy(),
            ["match"] = Match(),
            ["schedule"] = Schedule(),
            ["rule"] = Rule(),
            ["then"] = Then(),
            ["obligation"] = Obligation(),
            ["shared"] = SharedSchema.Shared(),
            ["test"] = TestSchema.Test(),
            ["request"] = TestSchema.Request(),
            ["features"] = TestSchema.Features(),
            ["featureValue"] = TestSchema.FeatureValue(),
            ["threats"] = TestSchema.Threats(),
            ["duration"] = Pattern("^[0-9]{1,8}[smhd]$", "A length of time: a number with s, m, h or d.", "90s", "15m", "12h", "7d"),
            ["moment"] = Pattern(
                "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2}))?$",
                "A day (its first moment in UTC), or a moment with its offset.", "2026-12-31", "2026-11-27T00:00:00+01:00"),
            ["country"] = Pattern("^[A-Za-z]{2}$", "ISO 3166-1 alpha-2.", "DE", "FR"),
            ["condition"] = Text(
                "A condition in CEL over features, threats and the request; see docs/policies.md.",
                "f.ip.login_failed_5m >= 6 && f.ip.login_failed_5m > 2.0 * f.ip.login_succeeded_5m",
                "threat(\"credential_stuffing\") >= 0.8 && f.ip.distinct_accounts_1h >= 5"),
        },
    };

    private static JsonObject Policy() => Keys(
        "A policy: for which requests, under which conditions, what is to be done to whom, for how long and why.",
        ("name!", Pattern(NamePattern, "Unique in its set.", "login-credential-stuffing")),
        ("owner!", Text("Who answers for it.", "security").With("maxLength", DocumentLimits.Owner)),
        ("description!", Text("What it does to whom.").With("maxLength", DocumentLimits.Description)),
        ("threat!", OneOf(ThreatCatalog.All.Select(t => t.Name), "What it is about.")),
        ("mode!", OneOf(["off", "shadow", "enforce"], "Shadow decides and is recorded, and changes nothing.")),
        ("rollout", Either("Percent of accounts for whom it acts; it decides in shadow for the others. Default 100.",
            Whole(0, 100, "Percent."), Pattern("^[0-9]{1,3}%$", "Percent with its sign.", "10%"))),
        ("expires", Described("moment", "From then on it is off.")),
        ("schedule", Ref("schedule")),
        ("jurisdictions", Keys("Where it applies, by the request's country. One of the two.",
            ("only", List(Ref("country"), DocumentLimits.Items, "Nowhere else; not where the country is unknown.")),
            ("except", List(Ref("country"), DocumentLimits.Items, "Everywhere else, and where the country is unknown.")))
            .With("minProperties", 1).With("maxProperties", 1)),
        ("consent", List(Pattern(NamePattern, "A consent.", "device"), DocumentLimits.Items,
            "Consents of the persons affected that the deployment has.")),
        ("match", Ref("match")),
        ("budget", Keys("How often it may be wrong before it goes back to shadow by itself.",
            ("overturned!", Pattern("^[0-9]{1,3}(\\.[0-9]+)?%$", "Largest share of decisions that may be overturned.", "2%")),
            ("window!", Described("duration", "Over how long, 1h to 90d.")),
            ("at_least", Whole(1, 1_000_000, "Decisions with an outcome that it takes to judge. Default 1.")))),
        ("variables", Named(WordPattern, Ref("condition"), "Expressions that rules use as vars.name.")),
        ("rules!", List(Ref("rule"), DocumentLimits.Rules, "Each rule whose condition holds proposes its action.").With("minItems", 1)),
        ("tests", List(Ref("test"), DocumentLimits.Nodes, "What it must do, and what it must leave alone.")));

    private static JsonObject Match() => Keys(
        "Which requests it looks at. Every list that is given must match; none given is every request.",
        ("operations", List(OneOf(Operations.All, "What is attempted."), DocumentLimits.Items, "Any of these.")),
        ("routes", List(Text("A route's id.").With("maxLength", EventLimits.Route), DocumentLimits.Items, "Any of these.")),
        ("hosts", List(Text("A host without port; case does not matter.").With("maxLength", EventLimits.Host),
            DocumentLimits.Items, "Any of these.")),
        ("methods", List(
            OneOf(Enum.GetValues<RequestMethod>().Where(m => m != RequestMethod.Other).Select(RequestMethods.NameOf), "A method."),
            DocumentLimits.Items, "Any of these.")),
        ("paths", List(Pattern("^/[^*?#\\s]*\\*?$", "Exact, or everything at and below it.", "/cart", "/admin/*")
            .With("maxLength", DocumentLimits.Path), DocumentLimits.Items, "Any of these; case does not matter.")));

    private static JsonObject Schedule() => Keys(
        "When it acts; outside of it, it is off.",
        ("timezone", Text("Whose clock the windows read. Default UTC.", "Europe/Berlin")),
        ("windows", List(Pattern("^\\S+ +\\S+ +\\S+ +\\S+ +\\S+$",
            "Minute, hour, day of month, month, day of week: on in every minute that matches.", "* 8-17 * * mon-fri"),
            DocumentLimits.Items, "On in any of these.")),
        ("campaigns", List(
            Keys("A dated time.", ("name!", Text("Its name.", "black-friday")), ("from!", Ref("moment")), ("until!", Ref("moment"))),
            DocumentLimits.Items, "On in these besides.")));

    private static JsonObject Rule() => Keys(
        "A rule.",
        ("name!", Pattern(NamePattern, "Unique in its policy.")),
        ("when!", Ref("condition")),
        ("then!", Ref("then")),
        ("reason_code!", Pattern(ReasonCodePattern, "For machines; stays the same for good.", "LOGIN_FAILURES_FROM_ADDRESS")),
        ("reason!", Either("Why, in plain words, as the person affected may read it.",
            Text("In one language."),
            Named("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$", Text("In this language."), "By language (BCP 47)."))));

    private static JsonObject Then() => Keys(
        "What it proposes.",
        ("action!", OneOf(ActionKinds.All.Select(ActionKinds.NameOf), "The strongest action of all rules wins.")),
        ("scope", OneOf(EntityKinds.All.Select(EntityKinds.NameOf), "On what the restriction falls.")),
        ("duration", Described("duration", "How long it stands, 10s to 30d.")),
        ("escalate", List(Ref("duration"), DocumentLimits.Escalation,
            "How long the second, third, … time within a day; each longer than the one before.")),
        ("challenge", OneOf(ChallengeKinds.All.Select(ChallengeKinds.NameOf), "What the client is asked for. Default proof-of-work.")),
        ("override", Flag("With allow: beats every punitive rule that does not bypass it.")),
        ("bypass", Flag("With a punitive action: not to be beaten by an allow that overrides.")),
        ("obligations", List(Ref("obligation"), DocumentLimits.Obligations, "What is to be done besides.")),
        ("approved_by", Text("The second person who approved it.", "jane").With("maxLength", DocumentLimits.Owner)));

    private static JsonObject Obligation() => Keys(
        "One of: a header for the upstream, a tag of the decision, a webhook, a person's review.",
        ("header", Pattern("^[A-Za-z][A-Za-z0-9-]{0,63}$", "The header's name; with value.", "X-Risk-Tag")),
        ("value", Text("The header's value.", "stuffing").With("maxLength", 200)),
        ("tag", Pattern("^[a-z][a-z0-9-]{0,63}$", "Marks the decision.", "sale")),
        ("webhook", Pattern("^[a-z][a-z0-9-]{0,63}$", "A receiver named in the configuration.", "soc")),
        ("review", OneOf(["required"], "A person must look at it."))).With("minProperties", 1);

    internal static JsonObject Described(string name, string meaning) => Ref(name).With("description", meaning);
}
