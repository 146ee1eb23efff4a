using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>A rule with everything that proofs look at: as written, as compiled, and as the prover reads it.</summary>
internal sealed class ProvenRule
{
    public ProvenRule(PolicyDocument document, RuleDocument written, CompiledPolicy policy, CompiledRule rule, int order)
    {
        Document = document;
        Written = written;
        Policy = policy.Summary;
        Compiled = rule;
        Order = order;
        Condition = new Condition(rule.Checked);
        Start = Requests.Of(Policy);
        Footprint = new Footprint(Condition, Policy);
    }

    public PolicyDocument Document { get; }

    public RuleDocument Written { get; }

    public PolicySummary Policy { get; }

    public CompiledRule Compiled { get; }

    public RuleSummary Rule => Compiled.Summary;

    /// <summary>Position among all rules, which breaks ties.</summary>
    public int Order { get; }

    public Condition Condition { get; }

    /// <summary>What is known of every request that the policy matches.</summary>
    public Situation Start { get; }

    public Footprint Footprint { get; }

    public bool IsPunitive => Rule.Action > ActionKind.Allow;

    public string Name => $"{Policy.Name}/{Rule.Name}";

    /// <summary>The rule as messages about another name it: with its place where that is another file.</summary>
    public string NameFor(ProvenRule other) => other.Policy.Name == Policy.Name
        ? $"`{Rule.Name}` (line {Rule.Line})"
        : $"`{Name}` ({Policy.File}:{Rule.Line})";

    /// <summary>Something about a part of the condition.</summary>
    public PolicyProblem AtCondition(ProblemSeverity severity, string code, string message, string mend, CelExpression? part = null)
    {
        var when = Written.When!;
        return At(
            ScalarMap.OffsetInFile(Document.Source.Text, when, part?.Offset ?? 0),
            "when", severity, code, message, mend);
    }

    /// <summary>Something about another key of the rule.</summary>
    public PolicyProblem AtKey(Field? field, string key, ProblemSeverity severity, string code, string message, string mend) =>
        At(field?.Offset ?? Written.Offset, key, severity, code, message, mend);

    private PolicyProblem At(int offset, string key, ProblemSeverity severity, string code, string message, string mend)
    {
        var at = Document.Source.PositionOf(offset);
        return new PolicyProblem(Document.Source.File, at.Line, at.Column, code, message, mend)
        {
            Severity = severity,
            Path = $"{Name}/{key}",
        };
    }
}
