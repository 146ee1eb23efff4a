using System.Globalization;
using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>A valid document in the words of the product. What a document writes wrongly never comes here.</summary>
internal static class PolicySummaries
{
    public static PolicySummary Of(PolicyDocument document, PolicyMode mode, IReadOnlyList<RuleSummary> rules) => new(
        document.Name!.Value,
        document.Owner!.Value,
        document.Description!.Value.Trim(),
        ThreatCatalog.TryParse(document.Threat!.Value, out var threat) ? threat : Threat.None,
        mode,
        document.Source.File,
        [.. document.Operations.Select(o => Operations.TryParse(o.Value, out var known) ? Operations.NameOf(known) : o.Value)],
        Values(document.Routes),
        Values(document.Hosts),
        rules)
    {
        Rollout = Percents.TryParse(document.Rollout?.Value, out var percent) ? percent : 100,
        ExpiresMs = Moments.TryParse(document.Expires?.Value, out var expires) ? expires : null,
        Schedule = document.Schedule is { } schedule ? Of(schedule) : null,
        Jurisdictions = document.Jurisdictions is null ? null : new PolicyJurisdictions(Upper(document.Only), Upper(document.Except)),
        Consent = Values(document.Consent),
        Budget = document.Budget is { } budget ? Of(budget) : null,
        Methods = [.. document.Methods.Select(m => RequestMethods.NameOf(RequestMethods.Parse(m.Value)))],
        Paths = Values(document.Paths),
    };

    private static PolicySchedule Of(ScheduleDocument schedule) => new(
        schedule.TimeZone?.Value ?? "UTC",
        Values(schedule.Windows),
        [.. schedule.Campaigns.Select(c => new PolicyCampaign(c.Name!.Value, MomentOf(c.From), MomentOf(c.Until)))]);

    private static FalsePositiveBudget Of(BudgetDocument budget) => new(
        Percents.TryParseShare(budget.Overturned?.Value, out var share) ? share : 0,
        Durations.TryParse(budget.Window?.Value ?? "", out var window) ? window : 0,
        int.TryParse(budget.AtLeast?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var least) ? least : 1);

    private static long MomentOf(Field? field) => Moments.TryParse(field?.Value, out var ms) ? ms : 0;

    private static IReadOnlyList<string> Upper(List<Field> fields) => [.. fields.Select(f => f.Value.ToUpperInvariant())];

    private static IReadOnlyList<string> Values(List<Field> fields) => [.. fields.Select(f => f.Value)];
}
