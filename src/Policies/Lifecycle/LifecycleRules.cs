namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// What may follow what. Asked before a step is written and again whenever it is read, so that a record which somebody else
/// wrote cannot do what nobody could ask for. Pure.
/// </summary>
public static class LifecycleRules
{
    /// <summary>Before the name of an author that the configuration maps to no user.</summary>
    public const string Stranger = "author:";

    /// <summary>Why <paramref name="step"/> is not possible in <paramref name="state"/>, as a sentence; null where it is.</summary>
    public static string? Refusal(LifecycleState state, PolicyEvent step)
    {
        if (step.By.Length is 0 or > PolicyEvent.NameLength || step.Why.Length > PolicyEvent.WhyLength)
        {
            return $"A step needs a name of at most {PolicyEvent.NameLength} and a reason of at most {PolicyEvent.WhyLength} characters.";
        }

        if (step.Via == PolicyVia.Guard && !IsForGuards(step))
        {
            return "A guard may only go back or make a policy weaker.";
        }

        return step.Kind switch
        {
            PolicyEventKind.Configured => null,
            PolicyEventKind.Proposed => Proposed(state, step),
            PolicyEventKind.Approved => Approved(state, step),
            PolicyEventKind.Rejected => Rejected(state, step),
            PolicyEventKind.Staged => Staged(state, step),
            PolicyEventKind.Promoted => Promoted(state, step),
            PolicyEventKind.Withdrawn => state.Staged.Length == 0 ? "No version is being rolled out." : null,
            PolicyEventKind.RolledBack => RolledBack(state, step),
            PolicyEventKind.Adopted => Adopted(state, step),
            PolicyEventKind.Released => state.IsPinned ? null : "The live version is not kept by a rollback.",
            PolicyEventKind.ModeSet => ModeSet(state, step),
            _ => "This release does not know the step.",
        };
    }

    private static bool IsForGuards(PolicyEvent step) =>
        step.Kind is PolicyEventKind.RolledBack or PolicyEventKind.Withdrawn
        || step is { Kind: PolicyEventKind.ModeSet, Mode: not null };

    private static string? Proposed(LifecycleState state, PolicyEvent step)
    {
        if (!IsVersion(step.To))
        {
            return "A version is named by 64 hexadecimal digits.";
        }

        return state.Find(step.To) is { Status: VersionStatus.Approved } ? "The version is approved already." : null;
    }

    private static string? Approved(LifecycleState state, PolicyEvent step) => state.Find(step.To) switch
    {
        null => "There is no such version.",
        { Status: VersionStatus.Approved } => "The version is approved already.",
        { Status: VersionStatus.Rejected } => "The version was rejected; propose it again first.",
        { Checks.IsGreen: false } => "Its tests or its proofs fail; mend them and propose the result.",
        { Proposers: var proposers } when !Allows(state, PolicyRegime.SelfApproval) && proposers.Contains(step.By) =>
            "Who proposed a version cannot approve it: a second person has to.",
        { Proposers: var proposers } when !Allows(state, PolicyRegime.SelfApproval) && proposers.Any(IsStranger) =>
            "An author of it is not known as a user, so nobody can tell whether you are the second person. Name them in `People`.",
        _ => null,
    };

    private static string? Rejected(LifecycleState state, PolicyEvent step) => state.Find(step.To) switch
    {
        null => "There is no such version.",
        { Status: VersionStatus.Rejected } => "The version is rejected already.",
        _ when step.To == state.Live => "The version is live; roll back to another first.",
        _ when step.To == state.Staged => "The version is being rolled out; withdraw it first.",
        _ => null,
    };

    private static string? Staged(LifecycleState state, PolicyEvent step)
    {
        if (MayDecide(state, step.To) is { } refusal)
        {
            return refusal;
        }

        if (state.Live.Length == 0 || step.To == state.Live)
        {
            return state.Live.Length == 0 ? "There is no live version to roll out beside." : "The version is live already.";
        }

        if (state.Staged.Length > 0 && state.Staged != step.To)
        {
            return "Another version is being rolled out; promote or withdraw it first.";
        }

        if (!LifecycleLimits.Stages.Contains(step.Share))
        {
            return "The stages are shadow, 1 % and 10 %; then promote.";
        }

        if (state.Staged == step.To && step.Share == state.Share)
        {
            return "The version is at this stage already.";
        }

        var next = state.Staged == step.To ? LifecycleLimits.After(state.Share) ?? state.Share : LifecycleLimits.Stages[0];
        return step.Share <= next || Allows(state, PolicyRegime.SkipStages)
            ? null
            : $"Stages are not skipped: the next one is {Name(next)}.";
    }

    private static string? Promoted(LifecycleState state, PolicyEvent step)
    {
        if (MayDecide(state, step.To) is { } refusal)
        {
            return refusal;
        }

        if (step.To == state.Live)
        {
            return "The version is live already.";
        }

        if (state.Live.Length == 0 || Allows(state, PolicyRegime.SkipStages))
        {
            return null;
        }

        if (state.Staged != step.To)
        {
            return "The version is not being rolled out; begin with shadow.";
        }

        return LifecycleLimits.After(state.Share) is { } next ? $"Stages are not skipped: the next one is {Name(next)}." : null;
    }

    private static string? RolledBack(LifecycleState state, PolicyEvent step)
    {
        if (state.Find(step.To) is not { WasLive: true, Status: not VersionStatus.Rejected })
        {
            return "Only a version that was live before and was not rejected since can be gone back to.";
        }

        return step.To == state.Live && state.Staged.Length == 0 && state.IsPinned ? "The version is live and kept already." : null;
    }

    private static string? Adopted(LifecycleState state, PolicyEvent step)
    {
        if (!IsVersion(step.To))
        {
            return "A version is named by 64 hexadecimal digits.";
        }

        if (state.Live.Length > 0 && state.NeedsApproval)
        {
            return "Nothing goes live without an approval.";
        }

        return step.To == state.Live && !state.IsPinned ? "The version is live already." : null;
    }

    private static string? ModeSet(LifecycleState state, PolicyEvent step)
    {
        if (step.Policy.Length is 0 or > PolicyEvent.NameLength)
        {
            return "Name the policy.";
        }

        if (step.Mode == PolicyMode.Enforce)
        {
            return "A policy is made stronger in its document only, where it is tested and approved.";
        }

        if (step.Mode is null)
        {
            return state.Modes.ContainsKey(step.Policy) ? null : "The policy is as its document says already.";
        }

        if (state.Modes.TryGetValue(step.Policy, out var set) && set.Mode == step.Mode)
        {
            return "The policy is in that mode already.";
        }

        return state.Modes.Count >= LifecycleLimits.Modes ? "Too many policies have a mode over their documents'." : null;
    }

    /// <summary>Why a version may not decide anything, not even in shadow.</summary>
    private static string? MayDecide(LifecycleState state, string version) => state.Find(version) switch
    {
        null => "There is no such version.",
        { Checks.IsGreen: false } => "Its tests or its proofs fail; mend them and propose the result.",
        { Status: VersionStatus.Rejected } => "The version was rejected.",
        { Status: VersionStatus.Draft } when state.NeedsApproval => "Nobody has approved the version.",
        _ => null,
    };

    private static bool Allows(LifecycleState state, PolicyRegime what) => !state.NeedsApproval || (state.Regime & what) != 0;

    private static bool IsStranger(string proposer) => proposer.StartsWith(Stranger, StringComparison.OrdinalIgnoreCase);

    private static bool IsVersion(string text) =>
        text.Length == LifecycleLimits.VersionLength && text.All(char.IsAsciiHexDigitLower);

    private static string Name(int share) => share == 0 ? "shadow" : $"{share / 100} %";
}
