using SecurityDecisioning.Policies.Compilation;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Proving;

/// <summary>
/// Refuses to hold something against a person that they have not agreed to be known by: <see cref="ConsentPurpose"/> says what
/// needs which consent, and the document's <c>consent:</c> which ones the deployment has.
/// </summary>
internal static class ConsentProof
{
    /// <summary>What a person asks for by name, with an account at stake.</summary>
    private static readonly string[] Requested = ["login", "register", "password-reset", "checkout", "admin"];

    public static void Check(ProvenRule rule, Prover prover, ProblemList problems)
    {
        if (!rule.IsPunitive)
        {
            return;
        }

        foreach (var part in RuleParts.Of(rule.Condition.Root))
        {
            foreach (var input in RuleInputs.Of(part, rule.Condition.Expression.References))
            {
                var purpose = input.Feature is { } feature ? ConsentPurposes.Of(feature) : ConsentPurpose.None;
                var name = ConsentPurposes.NameOf(purpose);
                if (purpose != ConsentPurpose.None && !rule.Policy.Consent.Contains(name) && !IsExempt(purpose, rule, prover))
                {
                    problems.Add(rule.AtCondition(ProblemSeverity.Error, "consent",
                        $"`{rule.Written.Action!.Value}` rests on `{input.Name}`, which needs the consent `{name}`", Mend(purpose), part));
                    return;
                }
            }
        }
    }

    private static bool IsExempt(ConsentPurpose purpose, ProvenRule rule, Prover prover) => purpose == ConsentPurpose.Device
        ? rule.Rule.Scope is EntityKind.Account or EntityKind.Session || FiresOnlyWhereRequested(rule, prover)
        : rule.Rule.Action != ActionKind.Revoke || rule.Rule.RequiresReview;

    /// <summary>Whether the match or the condition itself lets only such operations through.</summary>
    private static bool FiresOnlyWhereRequested(ProvenRule rule, Prover prover)
    {
        var elsewhere = rule.Start.Copy();
        return PolicyVocabulary.Environment.Find("request.operation") is PolicyVariable operation
            && (!elsewhere.Narrow(operation, TextDomain.NoneOf(Requested))
                || prover.CanFire(rule.Condition, elsewhere) == Answer.Impossible);
    }

    private static string Mend(ConsentPurpose purpose) => purpose == ConsentPurpose.Device
        ? "match only what people ask for with an account (login, register, password-reset, checkout, admin), choose the scope "
            + "session or account, or add `consent: [device]` if the deployment asks for it"
        : "add `obligations: [{ review: required }]`, challenge or throttle instead, or add `consent: [profile]` if the deployment "
            + "asks for it";
}
