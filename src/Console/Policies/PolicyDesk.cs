using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Policies;

/// <summary>
/// Where signed-in people meet the policies' lifecycle, from a page or from the command line. Anybody may propose and reject; only
/// who may approve lets anything decide, takes it back, or changes a mode.
/// </summary>
internal sealed class PolicyDesk(PolicyLifecycle lifecycle, ConsoleUsers users)
{
    public const string NotAllowed = "You may not approve policies. `sd user` gives people that right.";

    public LifecycleState State => lifecycle.State;

    public bool MayApprove(string? name) => users.Find(name) is { MayApprove: true };

    public Task<LifecycleAnswer> DoAsync(PolicyOrder order, PolicyVia via, string by)
    {
        if (order.Act != PolicyAct.Reject && !MayApprove(by))
        {
            return Task.FromResult(LifecycleAnswer.Refused(NotAllowed));
        }

        if (order.Why.Trim().Length is 0 or > PolicyEvent.WhyLength)
        {
            return Task.FromResult(LifecycleAnswer.Refused($"Say why, in at most {PolicyEvent.WhyLength} characters."));
        }

        var version = order.Version ?? "";
        return order.Act switch
        {
            PolicyAct.Approve => lifecycle.ApproveAsync(version, via, by, order.Why),
            PolicyAct.Reject => lifecycle.RejectAsync(version, via, by, order.Why),
            PolicyAct.Stage => lifecycle.StageAsync(version, order.Share, via, by, order.Why),
            PolicyAct.Promote => lifecycle.PromoteAsync(version, via, by, order.Why),
            PolicyAct.Withdraw => lifecycle.WithdrawAsync(via, by, order.Why),
            PolicyAct.RollBack => lifecycle.RollBackAsync(order.Version, via, by, order.Why),
            PolicyAct.Release => lifecycle.ReleaseAsync(via, by, order.Why),
            _ => lifecycle.SetModeAsync(order.Policy ?? "", order.Mode, via, by, order.Why),
        };
    }

    public Task<LifecycleAnswer> ProposeAsync(
        VersionContent content, PolicyVia via, string by, string why, string commit, PolicyExpectation? expectation) =>
        lifecycle.ProposeAsync(content, via, by, why, commit, expectation);

    /// <summary>The version that somebody means: its whole name, or the first digits of it where only one begins so.</summary>
    public string? Find(string? text)
    {
        if (text is not { Length: >= 6 and <= LifecycleLimits.VersionLength })
        {
            return null;
        }

        var found = State.Versions.Keys.Where(v => v.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    public VersionContent? ContentOf(string version) => lifecycle.ContentOf(version);

    /// <summary>What its checks find, under the modes of now.</summary>
    public VersionCheck Check(VersionContent content) => lifecycle.Check(content);

    public IReadOnlyList<(PolicyEvent Step, bool Counts)> Steps => lifecycle.Steps;

    public PolicyRollout Rollout => lifecycle.Rollout;
}
