using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>A few cases of each kind and a snooze, for pages to show.</summary>
internal static class SampleCases
{
    /// <returns>The pages of an open and of a closed case.</returns>
    public static async Task<(string Open, string Closed)> AddAsync(RunningConsole console, Decision decision)
    {
        var now = console.NowMs;
        var entity = decision.Event.Entity(EntityKind.Ip);
        Case New(int age, CaseOrigin origin, string by, string reason) => new()
        {
            Id = EventId.New(now - age), Origin = origin, OpenedMs = now - age, OpenedBy = by, Reason = reason,
            Entity = origin is CaseOrigin.Person or CaseOrigin.Rule ? entity : default,
            Policy = origin == CaseOrigin.Canary ? "" : "login-credential-stuffing",
            Decision = origin is CaseOrigin.Person or CaseOrigin.Rule ? decision.Id : default,
        };
        var open = New(60_000, CaseOrigin.Person, "jane", "Tries one password on many accounts; is it the load test?");
        var closed = New(7_200_000, CaseOrigin.Rule, "login-credential-stuffing", "Rule many-failures asks for a review.") with
        {
            Closing = new CaseClosing(Verdict.Dismissed, "ben", now - 3_600_000, "The load test of our own team, announced."),
        };
        Case[] all =
        [
            open, closed,
            New(300_000, CaseOrigin.Budget, "budget", "Wrong for 7 of 180 it acted upon, so for 1.6 % of all at least; its budget is 1.0 %."),
            New(900_000, CaseOrigin.Canary, "canary", "Version 3f9a01c277de acted on 61 of 240 decisions (25.42 %); 0.40 % to 3.30 % are expected."),
        ];
        foreach (var item in all)
        {
            await console.PublishAsync(item);
        }

        var snooze = new Snooze
        {
            Id = EventId.New(now), Entity = entity, Policy = closed.Policy, FromMs = now - 1_000, UntilMs = now + (30L * 86_400_000),
            Case = closed.Id, By = "ben", Reason = "The load test runs all month.",
        };
        await console.PublishAsync(snooze);
        await console.PublishAsync(snooze with
        {
            Id = EventId.New(now - 5), FromMs = now - 90_000, End = new Contracts.Policies.SnoozeEnd(now - 40_000, "jane", "Wrong address."),
        });
        return ($"/cases/{open.Id}", $"/cases/{closed.Id}");
    }
}
