namespace SecurityDecisioning.Policies;

/// <summary>When a policy acts; outside of it, it is off.</summary>
/// <param name="TimeZone">IANA name of the zone whose clock the windows read.</param>
/// <param name="Windows">Cron fields (minute, hour, day of month, month, day of week); it is on in every minute that matches one.</param>
/// <param name="Campaigns">Dated times in which it is on besides.</param>
public sealed record PolicySchedule(
    string TimeZone, IReadOnlyList<string> Windows, IReadOnlyList<PolicyCampaign> Campaigns);
