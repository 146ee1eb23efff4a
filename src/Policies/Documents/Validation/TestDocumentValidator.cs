using System.Globalization;
using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a test of a policy must say by itself; that it names a rule of its policy is the policy's matter.</summary>
internal sealed class TestDocumentValidator : AbstractValidator<TestDocument>
{
    public TestDocumentValidator()
    {
        RuleFor(t => t.Name).NotNull()
            .Report("missing-key", (_, _) => "the test has no `name`", (t, _) => t.Offset, "add `name: what it shows`");
        RuleFor(t => t.Action).NotNull()
            .Report("missing-key", (_, _) => "the test has no `expect.action`", (t, _) => t.Offset, "add `expect: { action: allow }`");
        RuleFor(t => t.Action).Must(a => ActionKinds.TryParse(a!.Value, out _))
            .When(t => t.Action is { IsReadable: true }, ApplyConditionTo.CurrentValidator)
            .Report("unknown-action", (_, a) => $"there is no action `{a!.Value}`", (_, a) => a!.Offset,
                "write allow, challenge, throttle or revoke");
        RuleForEach(t => t.Features).Must(f => FeatureCatalog.TryGet(f.Name.Value, out _))
            .Report("unknown-name", (_, f) => $"there is no feature `{f.Name.Value}`", (_, f) => f.Name.Offset,
                "write it as in `docs/policies.md`, without `f.`, for example ip.login_failed_5m");
        RuleForEach(t => t.Features).Must(f => IsNumber(f.Value.Value))
            .Report("not-a-number", (_, f) => $"`{f.Value.Value}` is not a number", (_, f) => f.Value.Offset, "write a number, or unknown");
        RuleForEach(t => t.Threats).Must(f => ThreatCatalog.TryParse(f.Name.Value, out _))
            .Report("unknown-threat", (_, f) => $"there is no threat `{f.Name.Value}`", (_, f) => f.Name.Offset,
                $"the threats are {string.Join(", ", ThreatCatalog.All.Select(t => t.Name))}");
        RuleForEach(t => t.Threats).Must(f => IsProbability(f.Value.Value))
            .Report("not-a-probability", (_, f) => $"`{f.Value.Value}` is no probability", (_, f) => f.Value.Offset, "write 0 to 1");
        RuleForEach(t => t.Request).Must(r => TestRequestReader.Accepts(r.Key, r.Value.Value))
            .Report("bad-value", (_, r) => $"`{r.Value.Value}` is no value of `{r.Key}`", (_, r) => r.Value.Offset,
                "see \"Tests\" in docs/policies.md");
        RuleFor(t => t.At).Must(a => Moments.TryParse(a!.Value, out _)).When(t => t.At is { IsReadable: true })
            .Report("bad-moment", (_, a) => $"`{a!.Value}` is no moment", (_, a) => a!.Offset, Moments.Mend);
        RuleForEach(t => t.Restrictions).SetValidator(new RestrictionDocumentValidator());
        RuleFor(t => t.Restrictions).Must(r => r.Count <= Decision.MaxStanding)
            .Report("too-many", (_, r) => $"the test has {r.Count} restrictions, more than {Decision.MaxStanding}",
                (_, r) => r[Decision.MaxStanding].Offset, "remove some");
        RuleFor(t => t.ShadowAction).Must(a => ActionKinds.TryParse(a!.Value, out _)).When(t => t.ShadowAction is { IsReadable: true })
            .Report("unknown-action", (_, a) => $"there is no action `{a!.Value}`", (_, a) => a!.Offset,
                "write allow, challenge, throttle or revoke");
        RuleForEach(t => t.Obligations).SetValidator(new ObligationDocumentValidator()).When(t => t.Obligations is not null);
    }

    private static bool IsNumber(string text) =>
        text == "unknown" || float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsProbability(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1;
}
