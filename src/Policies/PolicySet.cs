using SecurityDecisioning.Policies.Cel.Compilation;
using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Deciding;

namespace SecurityDecisioning.Policies;

/// <summary>An immutable, compiled set of policies: what a request loads once and decides with.</summary>
public sealed class PolicySet
{
    [ThreadStatic]
    private static Proposals? t_proposals;

    private readonly PolicyIndex _index;
    private readonly IReadOnlyList<CompiledPolicy> _policies;

    internal PolicySet(string hash, IReadOnlyList<CompiledPolicy> policies)
    {
        Hash = hash;
        _policies = policies;
        _index = new PolicyIndex(policies);
        Policies = [.. policies.Select(p => p.Summary)];
    }

    /// <summary>A set without policies: it allows everything.</summary>
    public static PolicySet Empty { get; } = new(new string('0', 16), []);

    /// <summary>SHA-256 over the documents, 16 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Every policy, in the order of their files.</summary>
    public IReadOnlyList<PolicySummary> Policies { get; }

    internal IReadOnlyList<CompiledPolicy> Compiled => _policies;

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
        var request = decision.Event;
        var frame = new EvaluationFrame(decision);
        Proposals? proposals = null;
        foreach (var policy in _index.For(request))
        {
            if (!policy.MatchesHost(request.Host))
            {
                continue;
            }

            foreach (var rule in policy.Rules)
            {
                var truth = rule.Condition.Test(frame);
                if (truth == Truth.True)
                {
                    proposals ??= Begin();
                    proposals.Add(rule);
                }
                else if (truth == Truth.Error)
                {
                    rule.CountFailure();
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
