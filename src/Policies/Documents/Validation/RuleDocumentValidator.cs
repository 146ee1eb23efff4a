using System.Text.RegularExpressions;
using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a rule must say, its condition excepted: who challenges, throttles or revokes says whom, how long and why.</summary>
internal sealed partial class RuleDocumentValidator : AbstractValidator<RuleDocument>
{
    private const int LongestReason = 500;

    private static readonly string ReasonMend =
        $"say in 10 to {LongestReason} characters, in plain words, why this happens to the person affected";

    public RuleDocumentValidator()
    {
        Required("name", r => r.Name, "name: a-name");
        Required("when", r => r.When, "when: f.ip.login_failed_5m >= 10");
        Required("then.action", r => r.Action, "then: { action: challenge, scope: ip, duration: 15m }");
        Required("reason_code", r => r.ReasonCode, "reason_code: LOGIN_FAILURES_FROM_ADDRESS");
        Required("reason", r => r.Reason, "reason: what the person affected may read");

        RuleFor(r => r.Name).Must(n => PolicyDocumentValidator.NamePattern().IsMatch(n!.Value)).When(r => r.Name is { IsReadable: true })
            .Report("bad-name", (_, n) => $"`{n!.Value}` is no name for a rule", (_, n) => n!.Offset, PolicyDocumentValidator.NameMend);
        RuleFor(r => r.Action).Must(a => ActionKinds.TryParse(a!.Value, out _)).When(r => r.Action is { IsReadable: true })
            .Report("unknown-action", (_, a) => $"there is no action `{a!.Value}`", (_, a) => a!.Offset,
                "write allow, challenge, throttle or revoke");
        RuleFor(r => r.ReasonCode).Must(c => ReasonCodePattern().IsMatch(c!.Value)).When(r => r.ReasonCode is { IsReadable: true })
            .Report("bad-reason-code", (_, c) => $"`{c!.Value}` is no reason code", (_, c) => c!.Offset,
                "use 3 to 64 capital letters, digits and underscores, beginning with a letter");
        RuleFor(r => r.Reason).Must(IsReason).When(r => r.Reason is { IsReadable: true } && r.Reasons.Count == 0)
            .Report("bad-reason", (_, t) => $"the reason has {t!.Value.Trim().Length} characters", (_, t) => t!.Offset, ReasonMend);
        RuleForEach(r => r.Reasons).Must(t => IsReason(t.Value))
            .Report("bad-reason", (_, t) => $"the reason has {t.Value.Value.Trim().Length} characters", (_, t) => t.Value.Offset,
                ReasonMend);
        RuleForEach(r => r.Reasons).Must(t => LanguagePattern().IsMatch(t.Name.Value))
            .Report("bad-language", (_, t) => $"`{t.Name.Value}` is no language", (_, t) => t.Name.Offset,
                "write a language tag such as en, de or pt-BR (BCP 47)");
        RuleFor(r => r.Reasons).Must(t => t.Count <= DocumentLimits.Languages)
            .Report("too-many", (_, t) => $"the reason is in {t.Count} languages, more than {DocumentLimits.Languages}",
                (r, _) => r.Reason!.Offset, "remove some");
        Include(new ThenValidator());

        When(r => r.IsPunitive, Punitive);
        When(r => r is { Proposes: ActionKind.Revoke, Scope.IsReadable: true }, Revoke);
    }

    private void Punitive()
    {
        RuleFor(r => r.Scope).NotNull()
            .Report("missing-key", (r, _) => $"`{r.Action!.Value}` has no scope", (r, _) => r.Action!.Offset,
                "add `scope:` with account, session, device, ip, network or api_key");
        RuleFor(r => r.Duration).NotNull()
            .Report("missing-key", (r, _) => $"`{r.Action!.Value}` has no duration", (r, _) => r.Action!.Offset, "add `duration: 15m`");
        RuleFor(r => r.Scope).Must(s => EntityKinds.TryParse(s!.Value, out _))
            .When(r => r.Scope is { IsReadable: true }, ApplyConditionTo.CurrentValidator)
            .Report("unknown-scope", (_, s) => $"there is no scope `{s!.Value}`", (_, s) => s!.Offset,
                $"write one of {string.Join(", ", EntityKinds.All.Select(EntityKinds.NameOf))}");
        RuleFor(r => r.Duration)
            .Must(d => Durations.TryParse(d!.Value, out var ms) && ms is >= Durations.ShortestMs and <= Durations.LongestMs)
            .When(r => r.Duration is { IsReadable: true }, ApplyConditionTo.CurrentValidator)
            .Report("bad-duration", (_, d) => $"`{d!.Value}` is no duration of a restriction", (_, d) => d!.Offset,
                "write 10s to 30d, as a number with s, m, h or d");
    }

    private void Revoke()
    {
        RuleFor(r => r.Scope).Must((r, _) => r.FallsOn is not (EntityKind.Ip or EntityKind.Network))
            .Report("revoke-scope", (_, s) => $"`revoke` cannot fall on the scope `{s!.Value}`: other people may be behind it",
                (_, s) => s!.Offset, "revoke a session, a device or an api_key, or throttle instead");
        RuleFor(r => r.Scope).Must((r, _) => r.FallsOn != EntityKind.Account || r.ApprovedBy is not null || AsksForReview(r))
            .Report("revoke-scope", (_, _) => "an account is revoked by a person, not by a rule", (_, s) => s!.Offset,
                "revoke the session, or add `obligations: [{ review: required }]` or `approved_by`");
    }

    private static bool AsksForReview(RuleDocument rule) => rule.Obligations.Exists(o => o["review"]?.Value == "required");

    private static bool IsReason(Field? reason) => reason!.Value.Trim().Length is >= 10 and <= LongestReason;

    private void Required(string key, System.Linq.Expressions.Expression<Func<RuleDocument, Field?>> field, string example) =>
        RuleFor(field).NotNull()
            .Report("missing-key", (_, _) => $"the rule has no `{key}`", (r, _) => r.Offset, $"add `{example}`");

    [GeneratedRegex("^[A-Z][A-Z0-9_]{2,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex ReasonCodePattern();

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguagePattern();
}
