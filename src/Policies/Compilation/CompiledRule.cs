using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Compilation;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>A rule ready to decide with.</summary>
internal sealed class CompiledRule
{
    private long _failures;

    public CompiledRule(
        RuleSummary summary, CelNode condition, string policy, PolicyMode mode, Threat threat, int specificity, uint operations)
    {
        Summary = summary;
        Condition = condition;
        Policy = policy;
        Mode = mode;
        Threat = threat;
        Specificity = specificity;
        Operations = operations;
        Obligations = [.. summary.Obligations];
        IsOverride = summary is { Action: ActionKind.Allow, Override: true };
        IsHeldForReview = summary is { Action: ActionKind.Revoke, Scope: EntityKind.Account, RequiresReview: true };
        Fired = new FiredRule(policy, summary.Name, mode, summary.Action, RuleOutcome.Lost, threat, summary.ReasonCode, summary.Reason);
    }

    public RuleSummary Summary { get; }

    public CelNode Condition { get; }

    /// <summary>What the condition was compiled from: to explain and to prove with, never to decide with.</summary>
    public required CheckedExpression Checked { get; init; }

    public string Policy { get; }

    public PolicyMode Mode { get; }

    public Threat Threat { get; }

    /// <summary>How closely its policy's match names the request; breaks ties between equal actions.</summary>
    public int Specificity { get; }

    /// <summary>The operations its policy matches, one bit each; 0 for all. Its restrictions hold for no others.</summary>
    public uint Operations { get; }

    public ActionKind Action => Summary.Action;

    public Obligation[] Obligations { get; }

    /// <summary>An allow that beats every punitive rule but those that bypass it.</summary>
    public bool IsOverride { get; }

    /// <summary>A revocation of a whole account that waits for a person: until then the client is challenged.</summary>
    public bool IsHeldForReview { get; }

    /// <summary>What a decision records of it when it fires and does not win.</summary>
    public FiredRule Fired { get; }

    /// <summary>How often its condition ended in an error, for example a division by zero; such a rule does not fire.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>The same rule in another mode: its condition is compiled once for both.</summary>
    public CompiledRule In(PolicyMode mode) => new(Summary, Condition, Policy, mode, Threat, Specificity, Operations) { Checked = Checked };

    public void CountFailure() => Interlocked.Increment(ref _failures);
}
