using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Streams.Tests.Codecs;

/// <summary>The case and the snooze of the golden files.</summary>
internal static class GoldenReview
{
    public static Case Case { get; } = new()
    {
        Id = new EventId(0x018B_CFE5_6800_0001, 2), Origin = CaseOrigin.Rule, OpenedMs = 1_700_000_000_000, OpenedBy = "login",
        Reason = "Rule many asks for a review.", Entity = new EntityKey(EntityKind.Account, 3, 4), Policy = "login",
        Decision = new EventId(5, 6), Restriction = new EventId(7, 8),
        Closing = new CaseClosing(Verdict.ConfirmedSafe, "jane", 1_700_000_060_000, "Zoë’s new phone"),
    };

    public static Snooze Snooze { get; } = new()
    {
        Id = new EventId(0x018B_CFE5_6800_0002, 9), Entity = new EntityKey(EntityKind.Ip, 0, 0x0000_FFFF_CB00_7109), Policy = "login",
        FromMs = 1_700_000_000_000, UntilMs = 1_700_086_400_000, Case = new EventId(0x018B_CFE5_6800_0001, 2), By = "jane",
        Reason = "Our scanner", End = new SnoozeEnd(1_700_000_100_000, "ben", "It is gone"),
    };
}
