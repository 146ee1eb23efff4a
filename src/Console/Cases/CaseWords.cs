using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Console.Cases;

/// <summary>How cases and verdicts are written for people.</summary>
internal static class CaseWords
{
    public static string Title(Verdict verdict) => verdict switch
    {
        Verdict.ConfirmedCompromised => "Confirmed compromised",
        Verdict.ConfirmedSafe => "Confirmed safe",
        Verdict.Dismissed => "Dismissed",
        _ => "Open",
    };

    public static string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.ConfirmedCompromised => "An attack. Learned as one.",
        Verdict.ConfirmedSafe => "A false alarm. Learned as one, and counted against the policy.",
        _ => "Rightly noticed and harmless. Closed, and not learned from.",
    };

    public static string Icon(Verdict verdict) => verdict switch
    {
        Verdict.ConfirmedCompromised => "shield-x",
        Verdict.ConfirmedSafe => "shield-check",
        Verdict.Dismissed => "circle-check",
        _ => "inbox",
    };

    /// <summary>The verdict's name in a form.</summary>
    public static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.ConfirmedCompromised => "compromised",
        Verdict.ConfirmedSafe => "safe",
        Verdict.Dismissed => "dismissed",
        _ => "",
    };

    public static Verdict Parse(string? name) =>
        Array.Find([Verdict.ConfirmedCompromised, Verdict.ConfirmedSafe, Verdict.Dismissed], v => NameOf(v) == name);

    public static string Origin(CaseOrigin origin) => origin switch
    {
        CaseOrigin.Rule => "a rule asked for it",
        CaseOrigin.Budget => "a policy exceeded its budget of false positives",
        CaseOrigin.Canary => "a new version acted otherwise than expected",
        CaseOrigin.Appeal => "an appeal",
        _ => "opened by hand",
    };

    /// <summary>What a case is about, where it is about nobody.</summary>
    public static string Subject(Case item) => item switch
    {
        { Policy.Length: > 0 } => $"Policy {item.Policy}",
        { Origin: CaseOrigin.Canary } => "A policy version",
        _ => "A policy",
    };

    public static string Url(Case item) => $"/cases/{item.Id}";
}
