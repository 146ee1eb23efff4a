using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// What a condition reads, in 64 bits: rejects most pairs of rules before anything is proved of them. That one condition implies
/// another needs each part of the other's "and" to speak of something that the first, or its match, speaks of.
/// </summary>
internal readonly struct Footprint
{
    private readonly ulong _reads;
    private readonly ulong[] _parts;

    public Footprint(Condition condition, PolicySummary policy)
    {
        var root = condition.Root;
        _reads = Of(root, condition);
        _parts = root is CelLogic { IsAnd: true } and ? [.. and.Operands.Select(o => Of(o, condition))] : [_reads];
        foreach (var (variable, values) in Requests.Variables.Zip([policy.Operations, policy.Routes, policy.Methods]))
        {
            _reads |= values.Count > 0 ? Bit(variable) : 0;
        }
    }

    /// <summary>False where a condition with this footprint cannot imply the other, unless it never holds.</summary>
    public bool CanImply(in Footprint other)
    {
        foreach (var part in other._parts)
        {
            if (part != 0 && (part & _reads) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether both speak of something in common, so that the other can be a part of why one has no effect.</summary>
    public bool Touches(in Footprint other) => (_reads & other._reads) != 0;

    // What a part reads that is not known here counts as everything.
    private static ulong Of(CelExpression part, Condition condition)
    {
        var bits = 0UL;
        foreach (var input in RuleInputs.Of(part, condition.Expression.References))
        {
            bits |= Bit(FamilyOf(input));
        }

        return bits == 0 ? ulong.MaxValue : bits;
    }

    /// <summary>Variables that proofs hold against each other: the windows of a count, the threats and the risk.</summary>
    private static string FamilyOf(PolicyVariable input) => input switch
    {
        { Feature: { } feature } => feature.Name[..^FeatureWindows.NameOf(feature.Window).Length],
        { Node: ThreatNode or RiskNode } => "risk",
        _ => input.Name,
    };

    private static ulong Bit(string name) => 1UL << (string.GetHashCode(name, StringComparison.Ordinal) & 63);
}
