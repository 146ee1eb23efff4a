namespace SecurityDecisioning.Policies.Lifecycle;

/// <content>The steps that people and guards take.</content>
public sealed partial class PolicyLifecycle
{
    /// <summary>Hands in a version: checks it and keeps it as a draft. A failing one is kept too, and cannot be approved.</summary>
    public async Task<LifecycleAnswer> ProposeAsync(
        VersionContent content, PolicyVia via, string by, string why, string commit = "", PolicyExpectation? expectation = null)
    {
        var check = Check(content);
        var answer = await DoAsync(
            s => Step(s, PolicyEventKind.Proposed, via, by, why) with
            {
                To = content.Version, Commit = commit, Checks = check.Counts, Expectation = expectation,
            },
            content);
        return answer with { Problems = check.Problems };
    }

    /// <summary>A second person's word for a version.</summary>
    public Task<LifecycleAnswer> ApproveAsync(string version, PolicyVia via, string by, string why) =>
        DoAsync(s => Step(s, PolicyEventKind.Approved, via, by, why) with { To = version });

    public Task<LifecycleAnswer> RejectAsync(string version, PolicyVia via, string by, string why) =>
        DoAsync(s => Step(s, PolicyEventKind.Rejected, via, by, why) with { To = version });

    /// <summary>Lets a version decide a share of the accounts.</summary>
    /// <param name="version">Which one.</param>
    /// <param name="share">One of <see cref="LifecycleLimits.Stages"/>; 0 rehearses it in shadow.</param>
    /// <param name="via">By which way.</param>
    /// <param name="by">Who answers for it.</param>
    /// <param name="why">In plain words.</param>
    public Task<LifecycleAnswer> StageAsync(string version, int share, PolicyVia via, string by, string why) =>
        DoAsync(s => Step(s, PolicyEventKind.Staged, via, by, why) with { To = version, Share = share });

    /// <summary>Makes the staged version the live one.</summary>
    public Task<LifecycleAnswer> PromoteAsync(string version, PolicyVia via, string by, string why) =>
        DoAsync(s => Step(s, PolicyEventKind.Promoted, via, by, why) with { To = version });

    /// <summary>Ends a rollout: the live version decides everything again.</summary>
    public Task<LifecycleAnswer> WithdrawAsync(PolicyVia via, string by, string why) =>
        DoAsync(s => Step(s, PolicyEventKind.Withdrawn, via, by, why) with { To = s.Staged });

    /// <summary>Goes back, at once, to a version that was live before; the staged one decides nothing any more.</summary>
    /// <param name="to">Which one; null for the one before, or where one is being rolled out for the live one alone.</param>
    /// <param name="via">By which way; <see cref="PolicyVia.Guard"/> for parts of the product.</param>
    /// <param name="by">Who answers for it.</param>
    /// <param name="why">In plain words.</param>
    public Task<LifecycleAnswer> RollBackAsync(string? to, PolicyVia via, string by, string why) => DoAsync(s =>
        to is null && s.Staged.Length > 0
            ? Step(s, PolicyEventKind.Withdrawn, via, by, why) with { To = s.Staged }
            : Step(s, PolicyEventKind.RolledBack, via, by, why) with { To = to ?? s.Before ?? "" });

    /// <summary>Ends the keeping of a rolled-back version: what the watched folder holds counts again.</summary>
    public async Task<LifecycleAnswer> ReleaseAsync(PolicyVia via, string by, string why)
    {
        var answer = await DoAsync(s => Step(s, PolicyEventKind.Released, via, by, why) with { To = s.Live });
        if (answer.IsDone && !State.NeedsApproval && Volatile.Read(ref _folder) is { } folder)
        {
            await FolderChangedAsync(folder);
        }

        return answer;
    }

    /// <summary>Makes one policy weaker than its document says, or again as it says. Survives versions and restarts.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="mode">Off or shadow; null for the document's own.</param>
    /// <param name="via">By which way; <see cref="PolicyVia.Guard"/> for parts of the product.</param>
    /// <param name="by">Who answers for it.</param>
    /// <param name="why">In plain words.</param>
    public Task<LifecycleAnswer> SetModeAsync(string policy, PolicyMode? mode, PolicyVia via, string by, string why)
    {
        var inUse = Rollout.Live.Policies.Concat(Rollout.Staged?.Policies ?? []);
        return mode is null || inUse.Any(p => p.Name == policy)
            ? DoAsync(s => Step(s, PolicyEventKind.ModeSet, via, by, why) with { To = s.Live, Policy = policy, Mode = mode })
            : Task.FromResult(LifecycleAnswer.Refused($"There is no policy `{policy}`."));
    }
}
