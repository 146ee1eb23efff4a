using System.Globalization;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Policies;

/// <summary>Versions and steps in words.</summary>
internal static class PolicyWords
{
    public static string Short(string version) => version.Length > 12 ? version[..12] : version;

    public static string Share(int share) => share == 0 ? "shadow" : $"{(share / 100.0).ToString("0.##", CultureInfo.InvariantCulture)} %";

    public static string Mode(PolicyMode? mode) => mode switch
    {
        PolicyMode.Enforce => "enforce",
        PolicyMode.Shadow => "shadow",
        PolicyMode.Off => "off",
        _ => "as its document says",
    };

    public static string Checks(PolicyChecks checks) => checks.IsGreen
        ? $"{checks.Passed} tests passed"
        : checks.Problems == 1 ? "1 problem"
        : checks.Problems > 0 ? $"{checks.Problems} problems"
        : $"{checks.Failed} of {checks.Passed + checks.Failed} tests failed";

    public static string Standing(LifecycleState state, VersionState version) =>
        version.Version == state.Live ? "Live"
        : version.Version == state.Staged ? $"Rolling out: {Share(state.Share)}"
        : version.Status switch
        {
            VersionStatus.Rejected => "Rejected",
            VersionStatus.Approved => version.WasLive ? "Was live" : "Approved",
            _ => version.WasLive ? "Was live" : "Draft",
        };

    public static string Step(PolicyEvent step) => step.Kind switch
    {
        PolicyEventKind.Configured => "Rules set",
        PolicyEventKind.Proposed => step.Checks.IsGreen ? "Proposed" : $"Proposed, with {Checks(step.Checks)}",
        PolicyEventKind.Approved => "Approved",
        PolicyEventKind.Rejected => "Rejected",
        PolicyEventKind.Staged => $"Staged: {Share(step.Share)}",
        PolicyEventKind.Promoted => "Promoted to live",
        PolicyEventKind.Withdrawn => "Rollout ended",
        PolicyEventKind.RolledBack => "Rolled back",
        PolicyEventKind.Adopted => "Live from the folder",
        PolicyEventKind.Released => "Folder counts again",
        _ => $"{step.Policy}: {Mode(step.Mode)}",
    };

    public static string Via(PolicyVia via) => via switch
    {
        PolicyVia.Folder => "folder",
        PolicyVia.Git => "git",
        PolicyVia.Console => "console",
        PolicyVia.CommandLine => "command line",
        PolicyVia.Start => "start",
        _ => "guard",
    };

    /// <summary>A form's heading, what it does, and its button.</summary>
    public static (string Title, string Meaning, string Button) Act(PolicyOrder order) => order.Act switch
    {
        PolicyAct.Approve => ("Approve this version?", "It may then be rolled out. Who proposed it cannot approve it.", "Approve"),
        PolicyAct.Reject => ("Reject this version?", "It cannot be rolled out unless somebody proposes it again.", "Reject"),
        PolicyAct.Stage when order.Share == 0 => ("Roll out in shadow?",
            "It is rehearsed beside the live version and does nothing. Decisions say what it would have done.", "Begin in shadow"),
        PolicyAct.Stage => ($"Let it decide for {Share(order.Share)} of accounts?",
            "The same accounts stay in. The live version decides for all others.", $"Roll out to {Share(order.Share)}"),
        PolicyAct.Promote => ("Make this version live?", "It decides everything from the next request on.", "Make it live"),
        PolicyAct.Withdraw => ("End the rollout?", "The live version decides everything from the next request on.", "End the rollout"),
        PolicyAct.RollBack => ("Roll back to this version?",
            "It decides everything from the next request on, and is kept against the watched folder until it is released.", "Roll back"),
        PolicyAct.Release => ("Let the folder count again?",
            "Where no approval is asked for, what the watched folder holds is live from the next request on.", "Release"),
        _ when order.Mode is null => ($"Let {order.Policy} do as its document says?",
            "It acts again in the mode of its document.", "Set it back"),
        _ => ($"Put {order.Policy} into {Mode(order.Mode)}?",
            order.Mode == PolicyMode.Off ? "It is not evaluated any more." : "It is evaluated and recorded, and does nothing.",
            $"Set to {Mode(order.Mode)}"),
    };
}
