namespace SecurityDecisioning.Console.Policies;

/// <summary>What is said after a step was taken; the address names it, so that nothing typed is ever echoed.</summary>
internal static class PolicyNotice
{
    public const string HandedIn = "HandedIn";
    public const string Discarded = "Discarded";

    public static string? Of(string? done) => done switch
    {
        HandedIn => "Handed in. It decides nothing before it is rolled out.",
        Discarded => "Discarded.",
        nameof(PolicyAct.Approve) => "Approved. It decides nothing before it is rolled out.",
        nameof(PolicyAct.Reject) => "Rejected.",
        nameof(PolicyAct.Stage) => "Rolled out to its stage, from the next request on.",
        nameof(PolicyAct.Promote) => "Live from the next request on.",
        nameof(PolicyAct.Withdraw) => "The rollout has ended; the live version decides everything.",
        nameof(PolicyAct.RollBack) => "Rolled back, from the next request on.",
        nameof(PolicyAct.Release) => "Released: the watched folder counts again.",
        nameof(PolicyAct.Mode) => "The policy's mode has changed, from the next request on.",
        _ => null,
    };
}
