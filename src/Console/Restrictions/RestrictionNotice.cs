namespace SecurityDecisioning.Console.Restrictions;

/// <summary>What is said after a form was done; the address names it, so that nothing typed is ever echoed.</summary>
internal static class RestrictionNotice
{
    public const string Lifted = "lifted";
    public const string Issued = "issued";

    public static string? Of(string? done) => done switch
    {
        Lifted => "Restriction lifted. It no longer holds from the next request on.",
        Issued => "Restriction set. It holds from the next request on.",
        _ => null,
    };

    public static string After(string path, string done) =>
        path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + done;
}
