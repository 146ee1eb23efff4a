using System.Net;
using AngleSharp.Dom;
using SecurityDecisioning.Console.Tests.Support;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Console.Tests.Pages;

internal sealed class CasePagesTests : SignedInTests
{
    private const string Address = "203.0.113.9";

    [Test]
    public async Task Case_goes_from_a_decision_to_a_verdict_to_a_snooze_and_back()
    {
        var decision = new ShopTraffic(3).Stuffing(_console.NowMs - 1_000);
        await _console.AddAsync(decision);
        var link = (await _visitor.PageAsync($"/decisions/{decision.Id}")).QuerySelector("a[href^='/cases/new']")!.GetAttribute("href")!;
        using (var opened = await _visitor.SubmitAsync(
            link, "main form", ("entity", Address), ("policy", decision.Winner!.Value.Policy), ("reason", "Our own scanner?")))
        {
            Assert.That(opened.Headers.Location!.ToString(), Does.Match("^/cases/[0-9A-Z]{26}\\?done=opened$"));
        }

        var item = (await _console.Cases.ListAsync(new CaseQuery { Open = true })).Single();
        Assert.That((item.Decision, item.OpenedBy, item.Entity.Value), Is.EqualTo((decision.Id, "analyst", Address)));
        Assert.That((await _visitor.PageAsync("/cases")).QuerySelector("tr[data-id]")!.TextContent, Does.Contain("Our own scanner?"));

        var url = $"/cases/{item.Id}";
        using (var closed = await _visitor.SubmitAsync(url, "main form", ("verdict", "safe"), ("reason", "Asked the team")))
        {
            Assert.That(closed.Headers.Location!.ToString(), Is.EqualTo($"{url}?done=closed"));
        }

        var found = (await _console.Cases.FindAsync(item.Id))!.Closing!;
        Assert.That((found.Verdict, found.By, found.Reason), Is.EqualTo((Verdict.ConfirmedSafe, "analyst", "Asked the team")));
        using (var set = await _visitor.SubmitAsync(
            url, "main form", ("policy", item.Policy), ("days", "30"), ("reason", "It scans every night")))
        {
            Assert.That(set.Headers.Location!.ToString(), Is.EqualTo($"{url}?done=snoozed"));
        }

        var snooze = (await _console.Cases.ListAsync(new SnoozeQuery { Holding = true })).Single();
        Assert.That((snooze.Policy, snooze.Entity, snooze.UntilMs - snooze.FromMs), Is.EqualTo((item.Policy, item.Entity, 30L * 86_400_000)));
        Assert.That((await _visitor.PageAsync("/cases/snoozes")).QuerySelector("tr[data-id]")!.TextContent, Does.Contain("left"));
        using (var ended = await _visitor.SubmitAsync($"/cases/snoozes/{snooze.Id}/end", "main form", ("reason", "The scanner is gone")))
        {
            Assert.That(ended.Headers.Location!.ToString(), Is.EqualTo("/cases/snoozes?done=ended"));
        }

        Assert.That((await _console.Cases.FindSnoozeAsync(snooze.Id))!.End!.Reason, Is.EqualTo("The scanner is gone"));
        Assert.That((await _visitor.PageAsync("/cases/snoozes")).QuerySelector("tr[data-id]")!.TextContent, Does.Contain("Undone"));
    }

    [TestCase("", "why")]
    [TestCase("guilty", "why")]
    [TestCase("safe", "")]
    public async Task Verdict_without_a_finding_or_a_reason_is_refused(string verdict, string reason)
    {
        var item = await OpenAsync();

        using var answer = await _visitor.SubmitAsync($"/cases/{item.Id}", "main form", ("verdict", verdict), ("reason", reason));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await _console.Cases.FindAsync(item.Id))!.IsOpen, Is.True);
    }

    [Test]
    public async Task Attacker_is_offered_no_snooze_and_gets_none()
    {
        var item = await OpenAsync();
        using (await _visitor.SubmitAsync($"/cases/{item.Id}", "main form", ("verdict", "compromised"), ("reason", "Stolen")))
        {
        }

        var page = await _visitor.PageAsync($"/cases/{item.Id}");
        Assert.That(page.QuerySelector("main form"), Is.Null);
        var token = (await _visitor.PageAsync("/cases/new")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await _visitor.PostAsync(
            $"/cases/{item.Id}?handler=Snooze", ("policy", "login"), ("days", "1"), ("reason", "why not"), ("__RequestVerificationToken", token));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await _console.Cases.ListAsync(new SnoozeQuery()), Is.Empty);
    }

    [Test]
    public async Task Forms_without_their_token_change_nothing()
    {
        var item = await OpenAsync();
        foreach (var (url, field) in new[] { ("/cases/new", "entity"), ($"/cases/{item.Id}?handler=Verdict", "verdict") })
        {
            using var answer = await _visitor.PostAsync(url, (field, "safe"), ("reason", "why"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), url);
        }

        Assert.That(await _console.Cases.ListAsync(new CaseQuery()), Is.EqualTo(new[] { item }));
    }

    [Test]
    public async Task Nobody_who_is_not_signed_in_sees_or_opens_a_case()
    {
        var item = await OpenAsync();
        using var stranger = new Visitor(_console);
        foreach (var url in new[] { "/cases", $"/cases/{item.Id}", "/cases/new", "/cases/snoozes" })
        {
            using var answer = await stranger.GetAsync(url);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), url);
        }
    }

    [TestCase("/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [TestCase("/cases/01ARZ3NDEKTSV4RRFFQ69G5FA*")]
    [TestCase("/cases/snoozes/01ARZ3NDEKTSV4RRFFQ69G5FAV/end")]
    public async Task What_is_not_there_is_not_found(string url)
    {
        using var answer = await _visitor.GetAsync(url);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("<script>alert(1)</script>", "login")]
    [TestCase("odd", "<img src=x onerror=alert(1)>")]
    public async Task What_people_type_is_text_and_never_markup(string reason, string policy)
    {
        await OpenAsync(reason, policy);
        using var answer = await _visitor.GetAsync("/cases");
        var html = await answer.Content.ReadAsStringAsync();
        Assert.That(html, Does.Not.Contain("<script>alert").And.Not.Contain("<img src=x"));
        Assert.That(html, Does.Contain("&lt;"));
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task Undoing_a_policys_restriction_as_a_false_alarm_is_a_verdict_too(bool falseAlarm, int cases)
    {
        var traffic = new ShopTraffic(5);
        traffic.Hijack(_console.NowMs - 60_000);
        var restriction = traffic.Restrictions[0];
        await _console.AddAsync(restriction);
        (string, string)[] fields = [("reason", "Her new phone"), .. falseAlarm ? [("falseAlarm", "true")] : Array.Empty<(string, string)>()];

        using var answer = await _visitor.SubmitAsync($"/restrictions/{restriction.Id}/undo", "main form", fields);

        Assert.That((await _console.Ledger.FindAsync(restriction.Id))!.Lift, Is.Not.Null);
        var closed = await _console.Cases.ListAsync(new CaseQuery { Open = false });
        Assert.That(closed, Has.Count.EqualTo(cases));
        foreach (var item in closed)
        {
            Assert.That(
                (item.Closing!.Verdict, item.Restriction, item.Policy, item.Entity),
                Is.EqualTo((Verdict.ConfirmedSafe, restriction.Id, restriction.Owner, restriction.Entity)));
        }
    }

    private async Task<Case> OpenAsync(string reason = "odd", string policy = "login")
    {
        Assert.That(EntityKey.TryParse($"ip:{Address}", out var entity), Is.True);
        var item = new Case
        {
            Id = EventId.New(_console.NowMs), Origin = CaseOrigin.Person, OpenedMs = _console.NowMs, OpenedBy = "ann", Reason = reason,
            Entity = entity, Policy = policy,
        };
        await _console.PublishAsync(item);
        return item;
    }
}
