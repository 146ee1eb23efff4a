using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Deciding;

/// <summary>A policy that a test makes up, past the checks of documents.</summary>
internal sealed record MadePolicy(string Name, params MadeRule[] Rules)
{
    public PolicyMode Mode { get; init; } = PolicyMode.Enforce;

    public IReadOnlyList<string> Operations { get; init; } = [];

    public IReadOnlyList<string> Routes { get; init; } = [];

    public IReadOnlyList<string> Hosts { get; init; } = [];

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Methods { get; init; } = [];

    public int Rollout { get; init; } = 100;

    public long? ExpiresMs { get; init; }

    /// <summary>As docs/policies.md orders matches: routes, paths, hosts, methods, operations.</summary>
    public int Specificity => (Routes.Count > 0 ? 16 : 0) + (Paths.Count > 0 ? 8 : 0) + (Hosts.Count > 0 ? 4 : 0)
        + (Methods.Count > 0 ? 2 : 0) + (Operations.Count > 0 ? 1 : 0);

    public static PolicySet Set(params IEnumerable<MadePolicy> policies) =>
        new("0123456789abcdef", [.. policies.Select(p => p.Compile())]);

    private CompiledPolicy Compile()
    {
        var rules = Rules.Select((rule, i) => new RuleSummary(
            $"r{i}", rule.When, rule.Action, rule.Scope, rule.DurationMs, "CODE", "Why", [])
        {
            Challenge = rule.Challenge, Override = rule.Override, Bypass = rule.Bypass, Obligations = rule.Obligations,
            Escalation = rule.Escalation,
        }).ToList();
        var summary = new PolicySummary(Name, "o", "d", Threat.Scraping, Mode, Name + ".yaml", Operations, Routes, Hosts, rules)
        {
            Rollout = Rollout, ExpiresMs = ExpiresMs, Methods = Methods, Paths = Paths,
        };
        var mask = Operations.Aggregate(0u, (m, name) =>
            Contracts.Events.Operations.TryParse(name, out var o) ? m | Restriction.MaskOf(o) : m);
        return new CompiledPolicy(summary, [.. rules.Select(rule =>
        {
            var program = Program(rule.When);
            return new CompiledRule(rule, program.Node, Name, Mode, Threat.Scraping, Specificity, mask) { Checked = program.Expression };
        })]);
    }

    private static CelProgram Program(string when) => CelProgram.Compile(when, PolicyVocabulary.Environment, out var problems)
        ?? throw new ArgumentException($"{when}: {string.Join(' ', problems)}");
}
