using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a standing restriction of a test must say.</summary>
internal sealed class RestrictionDocumentValidator : AbstractValidator<RestrictionDocument>
{
    public RestrictionDocumentValidator()
    {
        RuleFor(r => r["action"]).NotNull()
            .Report("missing-key", (_, _) => "the restriction has no `action`", (r, _) => r.Offset,
                "write { action: throttle, scope: ip }");
        Text("action", a => ActionKinds.TryParse(a, out _), "unknown-action", "write allow, challenge, throttle or revoke");
        Text("scope", s => EntityKinds.TryParse(s, out _), "unknown-scope",
            $"write one of {string.Join(", ", EntityKinds.All.Select(EntityKinds.NameOf))}");
        Text("for", d => Durations.TryParse(d, out _), "bad-duration", "write a number with s, m, h or d");
    }

    private void Text(string key, Func<string, bool> isGood, string code, string mend) =>
        RuleFor(r => r[key]).Must(f => isGood(f!.Value)).When(r => r[key] is not null)
            .Report(code, (_, f) => $"`{f!.Value}` is no {key} of a restriction", (_, f) => f!.Offset, mend);
}
