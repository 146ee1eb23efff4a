namespace SecurityDecisioning.Console.Cases;

/// <summary>What is said after a form was done; the address names it, so that nothing typed is ever echoed.</summary>
internal static class CaseNotice
{
    public const string Opened = "opened";
    public const string Closed = "closed";
    public const string Snoozed = "snoozed";
    public const string Ended = "ended";

    public static string? Of(string? done) => done switch
    {
        Opened => "Case opened.",
        Closed => "Case closed. The verdict counts from the next request on.",
        Snoozed => "Snooze set. The policy leaves it alone from the next request on.",
        Ended => "Snooze undone. The policy judges again from the next request on.",
        _ => null,
    };

    public static string After(string path, string done) =>
        path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + done;
}
