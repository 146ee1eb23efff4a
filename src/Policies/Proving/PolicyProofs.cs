using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Proves policies before they are live: every check over compiled rules, in the order in which they are told. The work is
/// bounded by counted steps; where the bound ends it, a note says so.
/// </summary>
internal sealed class PolicyProofs(ProblemList problems, ProblemList warnings, long steps = PolicyProofs.StepsOfSet)
{
    /// <summary>Steps of all proofs of one set: about two seconds.</summary>
    internal const long StepsOfSet = 20_000_000;

    /// <summary>Pairs of rules looked at, which grows with the square of the rules.</summary>
    private const long PairsOfSet = 4_000_000;

    private readonly List<ProvenRule> _rules = [];
    private readonly Prover _prover = new();

    /// <summary>Takes note of a policy that compiled.</summary>
    public void Add(PolicyDocument document, CompiledPolicy policy)
    {
        foreach (var (written, rule) in document.Rules.Zip(policy.Rules))
        {
            LoadPace.Step();
            _rules.Add(new ProvenRule(document, written, policy, rule, _rules.Count));
        }
    }

    /// <summary>Proves everything that was added.</summary>
    public void Run()
    {
        // First what refuses a set, of every rule and whatever it takes: a set that is long enough must not slip past it.
        foreach (var rule in _rules)
        {
            RevocationProof.Check(rule, problems);
            ConsentProof.Check(rule, _prover, problems);
            CountryProof.Check(rule, problems, warnings);
            UndoProof.Check(rule, problems, warnings);
        }

        var alive = new List<ProvenRule>(_rules.Count);
        foreach (var rule in _rules)
        {
            if (_prover.Total > steps)
            {
                GiveUp(rule);
                return;
            }

            OpacityProof.Check(rule, warnings);
            if (FiringProof.Check(rule, _prover, warnings))
            {
                alive.Add(rule);
            }
        }

        CompareRules(alive);
    }

    private void CompareRules(List<ProvenRule> rules)
    {
        var pairs = 0L;
        foreach (var rule in rules)
        {
            pairs += rules.Count;
            if (_prover.Total > steps || pairs > PairsOfSet)
            {
                GiveUp(rule);
                return;
            }

            ShadowProof.Check(rule, rules, _prover, warnings);
        }
    }

    private void GiveUp(ProvenRule rule) => warnings.Add(rule.AtCondition(ProblemSeverity.Note, "gave-up",
        $"the proofs of this set ended at their limit here: the {_rules.Count - rule.Order} rules from this one on were not all "
        + "proved or held against the others", "split the set, or make conditions with very many alternatives simpler"));
}
