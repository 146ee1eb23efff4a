using System.Globalization;
using FluentValidation;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a false-positive budget must say.</summary>
internal sealed class BudgetDocumentValidator : AbstractValidator<BudgetDocument>
{
    private const string Example = "write budget: { overturned: 2%, window: 7d, at_least: 20 }";
    private const int MostDecisions = 1_000_000;

    public BudgetDocumentValidator()
    {
        RuleFor(b => b.Overturned).NotNull()
            .Report("missing-key", (_, _) => "the budget has no `overturned`", (b, _) => b.Offset, Example);
        RuleFor(b => b.Window).NotNull()
            .Report("missing-key", (_, _) => "the budget has no `window`", (b, _) => b.Offset, Example);
        RuleFor(b => b.Overturned).Must(o => Percents.TryParseShare(o!.Value, out _)).When(b => b.Overturned is { IsReadable: true })
            .Report("bad-share", (_, o) => $"`{o!.Value}` is no share", (_, o) => o!.Offset, "write 0% to 100%, for example 2.5%");
        RuleFor(b => b.Window)
            .Must(w => Durations.TryParse(w!.Value, out var ms) && ms is >= 3_600_000 and <= 90L * 86_400_000)
            .When(b => b.Window is { IsReadable: true })
            .Report("bad-duration", (_, w) => $"`{w!.Value}` is no window of a budget", (_, w) => w!.Offset, "write 1h to 90d");
        RuleFor(b => b.AtLeast)
            .Must(n => int.TryParse(n!.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= MostDecisions)
            .When(b => b.AtLeast is { IsReadable: true })
            .Report("bad-number", (_, n) => $"`{n!.Value}` is no number of decisions", (_, n) => n!.Offset, "write a whole number from 1");
    }
}
