using System.Text.RegularExpressions;
using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a policy must say, expressions excepted.</summary>
internal sealed partial class PolicyDocumentValidator : AbstractValidator<PolicyDocument>
{
    public const string NameMend = "use 2 to 64 small letters, digits and dashes, beginning with a letter";

    public PolicyDocumentValidator()
    {
        Required(nameof(PolicyDocument.Name), d => d.Name, "name: a-name-of-its-own");
        Required(nameof(PolicyDocument.Owner), d => d.Owner, "owner: who answers for it");
        Required(nameof(PolicyDocument.Description), d => d.Description, "description: what it does to whom");
        Required(nameof(PolicyDocument.Threat), d => d.Threat, "threat: one of the threats, for example credential_stuffing");
        Required(nameof(PolicyDocument.Mode), d => d.Mode, "mode: shadow");

        RuleFor(d => d.Name).Must(n => NamePattern().IsMatch(n!.Value)).When(d => d.Name is { IsReadable: true })
            .Report("bad-name", (_, n) => $"`{n!.Value}` is no name for a policy", (_, n) => n!.Offset, NameMend);
        RuleFor(d => d.Owner).Must(o => o is null || o.Value.Length <= DocumentLimits.Owner)
            .Report("too-long", (_, _) => $"the owner has more than {DocumentLimits.Owner} characters", (_, o) => o!.Offset, "shorten it");
        RuleFor(d => d.Description).Must(t => t is null || t.Value.Length <= DocumentLimits.Description)
            .Report("too-long", (_, _) => $"the description has more than {DocumentLimits.Description} characters", (_, t) => t!.Offset,
                "shorten it");
        RuleFor(d => d.Threat).Must(t => ThreatCatalog.TryParse(t!.Value, out _)).When(d => d.Threat is { IsReadable: true })
            .Report("unknown-threat", (_, t) => $"there is no threat `{t!.Value}`", (_, t) => t!.Offset,
                $"the threats are {string.Join(", ", ThreatCatalog.All.Select(t => t.Name))}");
        RuleFor(d => d.Mode).Must(m => PolicyModes.TryParse(m!.Value, out _)).When(d => d.Mode is { IsReadable: true })
            .Report("unknown-mode", (_, m) => $"there is no mode `{m!.Value}`", (_, m) => m!.Offset, "write off, shadow or enforce");
        RuleFor(d => d.Rules).Must(r => r.Count > 0)
            .Report("no-rules", (_, _) => "the policy has no rules", (d, _) => d.Offset, "add a rule under `rules:`");
        RuleFor(d => d.Rules).Must(r => r.Count <= DocumentLimits.Rules)
            .Report("too-many-rules", (_, r) => $"the policy has {r.Count} rules, more than {DocumentLimits.Rules}",
                (d, _) => d.Rules[DocumentLimits.Rules].Offset, "split it into several policies");
        RuleFor(d => d.Tests).Must(t => t.Count > 0).When(d => d.Mode?.Value == "enforce")
            .Report("no-tests", (_, _) => "a policy that enforces has no tests", (d, _) => d.Offset,
                "add under `tests:` what it must do and what it must leave alone");

        Include(new ReachValidator());
        RuleForEach(d => d.Rules).SetValidator(new RuleDocumentValidator());
        RuleForEach(d => d.Rules).Must((d, rule) => rule.Name is null || FirstWithName(d, rule.Name.Value) == rule)
            .Report("duplicate-rule", (_, r) => $"a rule `{r.Name!.Value}` is in this policy already", (_, r) => r.Name!.Offset,
                "give each rule a name of its own");

        // Made once: a validator made for each document compiles all of its accessors anew, which took longer than all the rest.
        RuleForEach(d => d.Tests).SetValidator(new TestDocumentValidator());
        RuleForEach(d => d.Tests).Must((d, t) => t.Rule is not { IsReadable: true } rule || rule.Value == "none"
                || FirstWithName(d, rule.Value) is not null)
            .Report("unknown-rule", (_, t) => $"the policy has no rule `{t.Rule!.Value}`", (_, t) => t.Rule!.Offset,
                "name the rule that must win, or none");
    }

    private static RuleDocument? FirstWithName(PolicyDocument document, string name) =>
        document.Rules.Find(r => r.Name?.Value == name);

    private void Required(string property, System.Linq.Expressions.Expression<Func<PolicyDocument, Field?>> field, string example) =>
        RuleFor(field).NotNull().Report("missing-key", (_, _) => $"the policy has no `{property.ToLowerInvariant()}`",
            (d, _) => d.Offset, $"add `{example}`");

    [GeneratedRegex("^[a-z][a-z0-9-]{1,63}$", RegexOptions.CultureInvariant)]
    internal static partial Regex NamePattern();
}
