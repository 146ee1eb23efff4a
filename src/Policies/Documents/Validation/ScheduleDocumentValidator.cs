using FluentValidation;
using SecurityDecisioning.Policies.Scheduling;

namespace SecurityDecisioning.Policies.Documents.Validation;

/// <summary>What a schedule must say.</summary>
internal sealed class ScheduleDocumentValidator : AbstractValidator<ScheduleDocument>
{
    private const string CronMend = "write minute, hour, day of month, month and day of week, for example * 8-17 * * mon-fri";

    public ScheduleDocumentValidator()
    {
        RuleFor(s => s.TimeZone).Must(z => TimeZones.TryFind(z!.Value, out _)).When(s => s.TimeZone is { IsReadable: true })
            .Report("unknown-timezone", (_, z) => $"there is no time zone `{z!.Value}` here", (_, z) => z!.Offset,
                "write UTC or an IANA name such as Europe/Berlin; the machine needs the time zone database (tzdata)");
        RuleFor(s => s.Windows).Must((s, w) => w.Count + s.Campaigns.Count > 0)
            .Report("empty-schedule", (_, _) => "the schedule has no window and no campaign, so the policy would never act",
                (s, _) => s.Offset, "add one, or remove `schedule`");
        RuleFor(s => s.Windows).Must((s, w) => Math.Max(w.Count, s.Campaigns.Count) <= DocumentLimits.Items)
            .Report("too-many", (_, _) => $"the schedule has more than {DocumentLimits.Items} windows or campaigns",
                (s, _) => s.Offset, "join some");
        RuleForEach(s => s.Windows).Must(w => CronWindow.TryParse(w.Value, out _, out _))
            .Report("bad-window", (_, w) => $"`{w.Value}` is no window: {Why(w)}", (_, w) => w.Offset, CronMend);
        RuleForEach(s => s.Campaigns).Must(c => c.Name is not null && c.From is not null && c.Until is not null)
            .Report("missing-key", (_, _) => "the campaign lacks one of `name`, `from` and `until`", (_, c) => c.Offset,
                "write { name: sale, from: 2026-11-27, until: 2026-12-01 }");
        RuleForEach(s => s.Campaigns).Must(c => c.From is not { IsReadable: true } from || Moments.TryParse(from.Value, out _))
            .Report("bad-moment", (_, c) => $"`{c.From!.Value}` is no moment", (_, c) => c.From!.Offset, Moments.Mend);
        RuleForEach(s => s.Campaigns).Must(c => c.Until is not { IsReadable: true } until || Moments.TryParse(until.Value, out _))
            .Report("bad-moment", (_, c) => $"`{c.Until!.Value}` is no moment", (_, c) => c.Until!.Offset, Moments.Mend);
        RuleForEach(s => s.Campaigns).Must(IsForward)
            .Report("bad-campaign", (_, _) => "the campaign ends before it begins", (_, c) => c.Until!.Offset,
                "exchange `from` and `until`");
        RuleForEach(s => s.Campaigns).Must((s, c) => c.Name is null || s.Campaigns.Find(o => o.Name?.Value == c.Name.Value) == c)
            .Report("duplicate-campaign", (_, c) => $"a campaign `{c.Name!.Value}` is here already", (_, c) => c.Name!.Offset,
                "give each campaign a name of its own");
    }

    private static string Why(Field window) => CronWindow.TryParse(window.Value, out _, out var why) ? "" : why;

    private static bool IsForward(CampaignDocument campaign) =>
        !Moments.TryParse(campaign.From?.Value, out var from) || !Moments.TryParse(campaign.Until?.Value, out var until) || from < until;
}
