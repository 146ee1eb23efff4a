using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What goes with an action: escalation, challenge, override and bypass, obligations, approval.</summary>
internal sealed class ThenValidator : AbstractValidator<RuleDocument>
{
    public ThenValidator()
    {
        RuleForEach(r => r.Escalate).Must(e => Milliseconds(e) is >= Durations.ShortestMs and <= Durations.LongestMs)
            .Report("bad-duration", (_, e) => $"`{e.Value}` is no duration of a restriction", (_, e) => e.Offset,
                "write 10s to 30d, as a number with s, m, h or d");
        RuleFor(r => r.Escalate).Must((r, steps) => IsRising(r))
            .Report("bad-escalation", (_, _) => "the durations of an escalation must rise", (_, steps) => steps[0].Offset,
                "begin with one longer than `duration`, and let each be longer than the one before");
        RuleFor(r => r.Escalate).Must(steps => steps.Count <= DocumentLimits.Escalation)
            .Report("too-many", (_, steps) => $"the escalation has {steps.Count} steps, more than {DocumentLimits.Escalation}",
                (_, steps) => steps[DocumentLimits.Escalation].Offset, "remove some");
        OnlyFor(r => r.Escalate.Count == 0 ? null : r.Escalate[0], "escalate", r => r.IsPunitive, "challenge, throttle and revoke");

        RuleFor(r => r.Challenge).Must(c => ChallengeKinds.TryParse(c!.Value, out _)).When(r => r.Challenge is { IsReadable: true })
            .Report("unknown-challenge", (_, c) => $"there is no challenge `{c!.Value}`", (_, c) => c!.Offset,
                $"write {string.Join(" or ", ChallengeKinds.All.Select(ChallengeKinds.NameOf))}");
        OnlyFor(r => r.Challenge, "challenge", r => r.Proposes == ActionKind.Challenge, "challenge");

        Flag(r => r.Override);
        OnlyFor(r => r.Override, "override", r => r.Proposes == ActionKind.Allow, "allow");
        Flag(r => r.Bypass);
        OnlyFor(r => r.Bypass, "bypass", r => r.IsPunitive, "challenge, throttle and revoke");

        RuleForEach(r => r.Obligations).SetValidator(new ObligationDocumentValidator());
        RuleFor(r => r.Obligations).Must(o => o.Count <= DocumentLimits.Obligations)
            .Report("too-many", (_, o) => $"the rule has {o.Count} obligations, more than {DocumentLimits.Obligations}",
                (_, o) => o[DocumentLimits.Obligations].Offset, "remove some");
        RuleFor(r => r.ApprovedBy).Must(a => a!.Value.Trim().Length is > 0 and <= DocumentLimits.Owner)
            .When(r => r.ApprovedBy is { IsReadable: true })
            .Report("too-long", (_, _) => $"a name has 1 to {DocumentLimits.Owner} characters", (_, a) => a!.Offset, "name a person");
    }

    private void Flag(System.Linq.Expressions.Expression<Func<RuleDocument, Field?>> flag) =>
        RuleFor(flag).Must(f => f is not { IsReadable: true } || f.Value is "true" or "false")
            .Report("bad-value", (_, f) => $"`{f!.Value}` is neither true nor false", (_, f) => f!.Offset, "write true or false");

    /// <summary>The key stands with actions that it means something for.</summary>
    private void OnlyFor(Func<RuleDocument, Field?> key, string name, Func<RuleDocument, bool> fits, string actions) =>
        RuleFor(r => r.Offset).Must((r, _) => key(r) is null || r.Proposes is null || fits(r))
            .Report("wrong-action", (r, _) => $"`{name}` means nothing with `{r.Action!.Value}`", (r, _) => key(r)!.Offset,
                $"it belongs to {actions}: remove it or change the action");

    private static long Milliseconds(Field field) => Durations.TryParse(field.Value, out var ms) ? ms : 0;

    private static bool IsRising(RuleDocument rule)
    {
        var last = rule.Duration is { } duration ? Milliseconds(duration) : 0;
        foreach (var step in rule.Escalate)
        {
            var next = Milliseconds(step);
            if (next > 0 && next <= last)
            {
                return false;
            }

            last = Math.Max(last, next);
        }

        return true;
    }
}
