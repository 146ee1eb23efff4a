namespace SecurityDecisioning.Policies.Documents;

/// <summary>Every key that a file of policies may have.</summary>
internal static class DocumentKeys
{
    public static string[] Policy { get; } =
    [
        "name", "owner", "description", "threat", "mode", "rollout", "expires", "schedule", "jurisdictions", "consent", "match",
        "budget", "variables", "rules", "tests",
    ];

    public static string[] Match { get; } = ["operations", "routes", "hosts", "methods", "paths"];

    public static string[] Schedule { get; } = ["timezone", "windows", "campaigns"];

    public static string[] Campaign { get; } = ["name", "from", "until"];

    public static string[] Jurisdictions { get; } = ["only", "except"];

    public static string[] Budget { get; } = ["overturned", "window", "at_least"];

    public static string[] Rule { get; } = ["name", "when", "then", "reason_code", "reason"];

    public static string[] Then { get; } =
        ["action", "scope", "duration", "escalate", "challenge", "override", "bypass", "obligations", "approved_by"];

    public static string[] Obligation { get; } = ["header", "value", "tag", "webhook", "review"];

    public static string[] Test { get; } =
        ["name", "at", "request", "features", "threats", "lists", "restrictions", "arm", "expect"];

    public static string[] Restriction { get; } = ["action", "scope", "owner", "reason_code", "for"];

    public static string[] Expect { get; } = ["action", "rule", "reason", "shadow_action", "obligations"];

    public static string[] Shared { get; } = ["shared", "description", "lists", "variables", "macros", "experiments"];

    public static string[] List { get; } = ["kind", "description", "grounds", "entries"];

    public static string[] Entry { get; } = ["value", "from", "until", "note"];

    public static string[] Macro { get; } = ["parameters", "body"];

    public static string[] Experiment { get; } = ["arms"];

    /// <summary>All of them, keys of a test's request excepted.</summary>
    public static IEnumerable<string> All { get; } = Policy.Concat(Match).Concat(Schedule).Concat(Campaign).Concat(Jurisdictions)
        .Concat(Budget).Concat(Rule).Concat(Then).Concat(Obligation).Concat(Test).Concat(Restriction).Concat(Expect).Concat(Shared)
        .Concat(List).Concat(Entry).Concat(Macro).Concat(Experiment).Distinct();
}
