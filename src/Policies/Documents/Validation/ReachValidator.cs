using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>Whom a policy reaches: what it matches, where, when, for how many and how wrong it may be.</summary>
internal sealed class ReachValidator : AbstractValidator<PolicyDocument>
{
    public ReachValidator()
    {
        RuleForEach(d => d.Operations).Must(o => Operations.TryParse(o.Value, out _))
            .Report("unknown-operation", (_, o) => $"there is no operation `{o.Value}`", (_, o) => o.Offset,
                $"the operations are {string.Join(", ", Operations.All)}");
        RuleForEach(d => d.Routes).Must(r => r.Value.Length <= EventLimits.Route)
            .Report("too-long", (_, r) => $"a route has at most {EventLimits.Route} characters", (_, r) => r.Offset, "shorten it");
        RuleForEach(d => d.Hosts).Must(h => h.Value.Length <= EventLimits.Host)
            .Report("too-long", (_, h) => $"a host has at most {EventLimits.Host} characters", (_, h) => h.Offset, "shorten it");
        RuleForEach(d => d.Methods).Must(m => RequestMethods.Parse(m.Value) != RequestMethod.Other)
            .Report("unknown-method", (_, m) => $"there is no method `{m.Value}`", (_, m) => m.Offset,
                "write a method in capitals, for example GET or POST");
        RuleForEach(d => d.Paths).Must(p => IsPath(p.Value))
            .Report("bad-path", (_, p) => $"`{p.Value}` is no path", (_, p) => p.Offset,
                "write /a/path, or /a/path/* for all below it; the only star is at the end");

        RuleForEach(d => d.Paths).Must(p => !IsPath(p.Value) || PlainOf(p.Value) == p.Value)
            .Report("bad-path", (_, p) => $"no request has the path `{p.Value}`", (_, p) => p.Offset,
                "write it as paths are read: decoded, without double slashes, `.`, `..` and what follows a `;`");

        RuleFor(d => d.Rollout).Must(r => Percents.TryParse(r!.Value, out _)).When(d => d.Rollout is { IsReadable: true })
            .Report("bad-rollout", (_, r) => $"`{r!.Value}` is no percentage", (_, r) => r!.Offset, "write a whole number from 0 to 100");
        RuleFor(d => d.Expires).Must(e => Moments.TryParse(e!.Value, out _)).When(d => d.Expires is { IsReadable: true })
            .Report("bad-moment", (_, e) => $"`{e!.Value}` is no moment", (_, e) => e!.Offset, Moments.Mend);

        RuleFor(d => d.Jurisdictions).Must((d, _) => d.Only.Count == 0 != (d.Except.Count == 0)).When(d => d.Jurisdictions is not null)
            .Report("bad-jurisdictions", (d, _) => $"`jurisdictions` has {(d.Only.Count == 0 ? "neither" : "both")} `only` and `except`",
                (_, j) => j!.Offset, "give one of the two lists");
        RuleForEach(d => d.Only).Must(c => IsCountry(c.Value))
            .Report("bad-country", (_, c) => $"`{c.Value}` is no country", (_, c) => c.Offset, CountryMend);
        RuleForEach(d => d.Except).Must(c => IsCountry(c.Value))
            .Report("bad-country", (_, c) => $"`{c.Value}` is no country", (_, c) => c.Offset, CountryMend);
        RuleForEach(d => d.Consent).Must(c => PolicyDocumentValidator.NamePattern().IsMatch(c.Value))
            .Report("bad-consent", (_, c) => $"`{c.Value}` is no consent", (_, c) => c.Offset, PolicyDocumentValidator.NameMend);

        Few(d => d.Operations);
        Few(d => d.Routes);
        Few(d => d.Hosts);
        Few(d => d.Methods);
        Few(d => d.Paths);
        Few(d => d.Only);
        Few(d => d.Except);
        Few(d => d.Consent);
        RuleFor(d => d.Schedule!).SetValidator(new ScheduleDocumentValidator()).When(d => d.Schedule is not null);
        RuleFor(d => d.Budget!).SetValidator(new BudgetDocumentValidator()).When(d => d.Budget is not null);
    }

    // NO is Norway to whoever wrote it; that YAML 1.1 would have read it as "no" does not matter to a reader of texts.
    private const string CountryMend = "write two letters (ISO 3166-1), for example DE";

    private static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetter);

    private static bool IsPath(string text) =>
        text.Length is > 0 and <= DocumentLimits.Path && text[0] == '/'
        && (text.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || (star == text.Length - 1 && text[^2] == '/')))
        && !text.Any(c => char.IsWhiteSpace(c) || c is '?' or '#');

    /// <summary>As the gateway reads what is written here, or null where it refuses that.</summary>
    private static string? PlainOf(string text)
    {
        var star = text.EndsWith('*');
        return PlainPath.TryRead(star ? text[..^1] : text, out var plain) ? star ? plain + "*" : plain : null;
    }

    private void Few(System.Linq.Expressions.Expression<Func<PolicyDocument, List<Field>>> list) =>
        RuleFor(list).Must(l => l.Count <= DocumentLimits.Items)
            .Report("too-many", (_, l) => $"the list has {l.Count} items, more than {DocumentLimits.Items}",
                (_, l) => l[DocumentLimits.Items].Offset, "join or remove some");
}
