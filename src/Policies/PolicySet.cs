using System.Collections.Frozen;
using System.Numerics;
using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Deciding;
using SecurityDecisioning.Policies.Indexing;

namespace SecurityDecisioning.Policies;

/// <summary>An immutable, compiled set of policies: what a request loads once and decides with.</summary>
public sealed class PolicySet
{
    /// <summary>Marks for 4,096 rules of one operation; more are put on the heap.</summary>
    private const int StackWords = 64;

    private const int LongestHeader = 128;

    [ThreadStatic]
    private static Proposals? t_proposals;

    private readonly PolicyIndex _index;
    private readonly IndexedRule[] _overrides;
    private readonly FrozenSet<(string Policy, string ReasonCode)> _bypasses;
    private readonly FrozenSet<string> _headers;
    private readonly IReadOnlyList<CompiledPolicy> _policies;

    internal PolicySet(string hash, IReadOnlyList<CompiledPolicy> policies)
    {
        Hash = hash;
        _policies = policies;
        _index = new PolicyIndex(policies);
        _overrides = _index.Overrides();
        _bypasses = policies.SelectMany(p => p.Rules.Where(r => r.Summary.Bypass).Select(r => (r.Policy, r.Summary.ReasonCode)))
            .ToFrozenSet();
        Policies = [.. policies.Select(p => p.Summary)];
        _headers = Policies.SelectMany(p => p.Rules).SelectMany(r => r.Obligations).Where(o => o.Kind == ObligationKind.Header)
            .Select(o => o.Name.Replace('_', '-')).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        ReadsRestrictions = Policies.Any(p => p.Mode != PolicyMode.Off
            && p.Rules.Any(r => r.Inputs.Any(i => i.Name == "restrictions")));
    }

    /// <summary>A set without policies: it allows everything.</summary>
    public static PolicySet Empty { get; } = new(new string('0', 16), []);

    /// <summary>SHA-256 over the documents, 16 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Every policy, in the order of their files.</summary>
    public IReadOnlyList<PolicySummary> Policies { get; }

    /// <summary>Whether a rule reads everything that stands on the request's entities (<see cref="Decision.Standing"/>).</summary>
    public bool ReadsRestrictions { get; }

    /// <summary>
    /// Whether a policy writes a header of this name for the upstream. Case does not matter, nor whether it has dashes or
    /// underscores: some servers read both as the same.
    /// </summary>
    public bool WritesHeader(ReadOnlySpan<char> name)
    {
        if (_headers.Count == 0 || name.Length > LongestHeader)
        {
            return false;
        }

        Span<char> plain = stackalloc char[LongestHeader];
        name.Replace(plain, '_', '-');
        return _headers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(plain[..name.Length]);
    }

    internal IReadOnlyList<CompiledPolicy> Compiled => _policies;

    /// <summary>What the proofs found when the set was loaded: warnings and notes (docs/policy-proofs.md).</summary>
    public IReadOnlyList<PolicyProblem> Findings { get; internal init; } = [];

    /// <summary>How often conditions ended in an error since the set was loaded; such a rule does not fire.</summary>
    public long ConditionFailures => _policies.Sum(p => p.Rules.Sum(r => r.Failures));

    /// <summary>
    /// Evaluates every policy that matches the decision's event: fills <see cref="Decision.Rules"/>,
    /// <see cref="Decision.Action"/>, <see cref="Decision.ShadowAction"/>, <see cref="Decision.DurationMs"/> and
    /// <see cref="Decision.Issued"/>. Reads event, features, candidates and risk from the decision. Pure: no clock, no I/O.
    /// </summary>
    public void Decide(Decision decision)
    {
        decision.PolicySetHash = Hash;
        var index = _index.For(decision.Event);
        if (index.Words > StackWords)
        {
            Decide(decision, index, new ulong[index.Words]);
            return;
        }

        Span<ulong> marks = stackalloc ulong[StackWords];
        Decide(decision, index, marks[..index.Words]);
    }

    /// <summary>
    /// Whether a rule that overrides lets the request through although <see cref="Decision.Applied"/> stands: not where a person
    /// set that, nor where a rule left it that is not to be overridden. Such rules are asked before threats are known.
    /// </summary>
    public bool MayOverride(Decision decision)
    {
        if (_overrides.Length == 0 || decision.Applied is not { Origin: RestrictionOrigin.Policy } standing
            || _bypasses.Contains((standing.Owner, standing.ReasonCode)))
        {
            return false;
        }

        var frame = new EvaluationFrame(decision);
        foreach (var rule in _overrides)
        {
            if (rule.MayEnforce(decision.Event) && !decision.Snoozed.Contains(rule.Policy.Summary.Name)
                && rule.Rule.Condition.Test(frame) == Truth.True)
            {
                return true;
            }
        }

        return false;
    }

    private static void Decide(Decision decision, OperationIndex index, Span<ulong> marks)
    {
        index.Mark(decision, marks);
        var request = decision.Event;
        var frame = new EvaluationFrame(decision);
        Proposals? proposals = null;
        for (var word = 0; word < marks.Length; word++)
        {
            for (var left = marks[word]; left != 0; left &= left - 1)
            {
                var rule = index.Rules[(word << 6) + BitOperations.TrailingZeroCount(left)];
                if (rule.Policy.IsOutOfReach(request))
                {
                    continue;
                }

                var truth = rule.Rule.Condition.Test(frame);
                if (truth == Truth.True)
                {
                    proposals ??= Begin();
                    proposals.Add(rule, decision);
                }
                else if (truth == Truth.Error)
                {
                    rule.Rule.CountFailure();
                }
            }
        }

        proposals?.Resolve(decision);
    }

    private static Proposals Begin()
    {
        var proposals = t_proposals ??= new Proposals();
        proposals.Clear();
        return proposals;
    }
}
