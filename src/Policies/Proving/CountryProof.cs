using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Refuses to restrict people for the country they are in, where that is forbidden even together with other grounds: within the
/// European Union a trader may not block or limit access to an online interface for reasons of residence (Regulation (EU)
/// 2018/302, article 3). That an account's country changed is about the account and not meant.
/// </summary>
internal static class CountryProof
{
    /// <summary>Member states of the European Union, ISO 3166-1 alpha-2.</summary>
    private static readonly string[] Members =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL",
        "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    public static void Check(ProvenRule rule, ProblemList problems, ProblemList warnings)
    {
        var member = rule.IsPunitive ? MemberIn(rule.Policy.Jurisdictions) : null;
        if (member is null)
        {
            return;
        }

        foreach (var part in RuleParts.Of(rule.Condition.Root))
        {
            if (RuleInputs.Of(part, rule.Condition.Expression.References).FirstOrDefault(NamesCountry) is not { } input)
            {
                continue;
            }

            var isDeclared = rule.Policy.Jurisdictions is not null;
            var where = isDeclared
                ? $"and the policy applies in {member}"
                : "and the policy applies everywhere, the European Union included";
            (isDeclared ? problems : warnings).Add(rule.AtCondition(
                isDeclared ? ProblemSeverity.Error : ProblemSeverity.Warning, "country",
                $"`{rule.Written.Action!.Value}` rests on `{input.Name}`, {where}, where nobody may be limited for the country they are in",
                "ask for what was done instead, or say with `jurisdictions:` that the policy applies outside the European Union", part));
            return;
        }
    }

    /// <summary>What is the same for everybody in a country.</summary>
    private static bool NamesCountry(PolicyVariable input) =>
        input is { Name: "request.country" } or { Feature.Entity: EntityKind.Country } || input.IsOfCountry;

    private static string? MemberIn(PolicyJurisdictions? jurisdictions) => Array.Find(Members, m => jurisdictions is null
        || (jurisdictions.Only.Count > 0
            ? jurisdictions.Only.Contains(m, StringComparer.OrdinalIgnoreCase)
            : !jurisdictions.Except.Contains(m, StringComparer.OrdinalIgnoreCase)));
}
