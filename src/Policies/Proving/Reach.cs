namespace SecurityDecisioning.Policies.Proving;

/// <summary>Whether one policy is asked, and acts, wherever another is.</summary>
internal static class Reach
{
    public static bool Includes(PolicySummary one, PolicySummary other) => one.Name == other.Name
        || (one.Mode >= other.Mode && one.Mode != PolicyMode.Off
            && one.Rollout >= 100 && one.Schedule is null
            && (one.ExpiresMs is null || one.ExpiresMs >= other.ExpiresMs)
            && Includes(one.Jurisdictions, other.Jurisdictions)
            && Includes(one.Operations, other.Operations, StringComparer.Ordinal)
            && Includes(one.Routes, other.Routes, StringComparer.Ordinal)
            && Includes(one.Methods, other.Methods, StringComparer.Ordinal)
            && Includes(one.Hosts, other.Hosts, StringComparer.OrdinalIgnoreCase)
            && Includes(one.Paths, other.Paths, StringComparer.OrdinalIgnoreCase));

    /// <summary>Empty stands for everything.</summary>
    private static bool Includes(IReadOnlyList<string> one, IReadOnlyList<string> other, StringComparer comparer) =>
        one.Count == 0 || (other.Count > 0 && IsWithin(other, one, comparer));

    // By itself: a lambda's object would be made on every call, also where nothing is named, and this is asked of all pairs of rules.
    private static bool IsWithin(IReadOnlyList<string> some, IReadOnlyList<string> all, StringComparer comparer) =>
        some.All(s => all.Contains(s, comparer));

    private static bool Includes(PolicyJurisdictions? one, PolicyJurisdictions? other) => one is null || (other is not null
        && one.Only.SequenceEqual(other.Only, StringComparer.OrdinalIgnoreCase)
        && one.Except.SequenceEqual(other.Except, StringComparer.OrdinalIgnoreCase));
}
