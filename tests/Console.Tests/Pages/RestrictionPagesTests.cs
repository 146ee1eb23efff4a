using System.Net;
using AngleSharp.Dom;
using SecurityDecisioning.Console.Tests.Support;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Console.Tests.Pages;

internal sealed class RestrictionPagesTests : SignedInTests
{
    private Restriction _restriction = null!;

    [SetUp]
    public async Task AddRestrictionAsync()
    {
        var traffic = new ShopTraffic(5);
        traffic.Hijack(_console.NowMs - 60_000);
        _restriction = traffic.Restrictions[0];
        await _console.AddAsync(_restriction);
    }

    private string UndoPage => $"/restrictions/{_restriction.Id}/undo";

    [Test]
    public async Task Undo_with_a_reason_lifts_in_the_analysts_name_and_moves_it_to_history()
    {
        // The ledger follows the log a little later: the page that comes next must show the new state all the same.
        _console.Lag = TimeSpan.FromMilliseconds(200);
        using var answer = await _visitor.SubmitAsync(UndoPage, "main form", ("reason", "Customer called, it was her new phone"));
        var standing = await _visitor.PageAsync("/restrictions");
        var past = await _visitor.PageAsync("/restrictions?past=1");
        var entry = await _console.Ledger.FindAsync(_restriction.Id);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("/restrictions?done=lifted"));
            Assert.That((entry!.Lift!.By, entry.Lift.Reason), Is.EqualTo(("analyst", "Customer called, it was her new phone")));
            Assert.That(standing.QuerySelectorAll("tr[data-id]"), Is.Empty);
            Assert.That(past.QuerySelector("tr[data-id]")!.TextContent, Does.Contain("Lifted").And.Contain("her new phone"));
        });
    }

    [TestCase("")]
    [TestCase("   ")]
    public async Task Undo_without_a_reason_is_refused_and_it_stands(string reason)
    {
        using var answer = await _visitor.SubmitAsync(UndoPage, "main form", ("reason", reason));

        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await _console.Ledger.FindAsync(_restriction.Id))!.Lift, Is.Null);
        });
    }

    [Test]
    public async Task Second_undo_says_that_there_is_nothing_to_undo()
    {
        var form = (await _visitor.PageAsync(UndoPage)).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await _visitor.PostAsync(UndoPage, ("reason", "first"), ("__RequestVerificationToken", form));
        using var again = await _visitor.PostAsync(UndoPage, ("reason", "second"), ("__RequestVerificationToken", form));
        var entry = await _console.Ledger.FindAsync(_restriction.Id);

        Assert.Multiple(() =>
        {
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(entry!.Lift!.Reason, Is.EqualTo("first"));
        });
    }

    [Test]
    public async Task Undo_never_leads_to_another_site()
    {
        using var answer = await _visitor.SubmitAsync(UndoPage + "?next=%2F%2Fevil.example", "main form", ("reason", "fine"));

        Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("/restrictions?done=lifted"));
    }

    [Test]
    public async Task Analyst_sets_a_restriction_that_stands_on_the_entitys_page()
    {
        using var answer = await _visitor.SubmitAsync(
            "/restrictions/new", "main form", ("entity", "203.0.113.200"), ("action", "throttle"), ("minutes", "60"), ("reason", "Scraped prices"));
        var entity = await _visitor.PageAsync("/entity?key=ip:203.0.113.200");
        var entry = (await _console.Ledger.ListAsync(new LedgerQuery { Owner = "analyst" })).Single();

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(entry.Restriction.Action, Is.EqualTo(ActionKind.Throttle));
            Assert.That(entry.Restriction.UntilMs - entry.Restriction.FromMs, Is.EqualTo(3_600_000));
            Assert.That(entry.Restriction.Origin, Is.EqualTo(RestrictionOrigin.Analyst));
            Assert.That(entity.QuerySelector("[aria-labelledby=t-standing] tr[data-id]")!.TextContent, Does.Contain("Scraped prices"));
        });
    }

    [TestCase("nonsense", "throttle", "60", "x", "Type an address")]
    [TestCase("203.0.113.1", "allow", "60", "x", "Choose what to do")]
    [TestCase("203.0.113.1", "explode", "60", "x", "Choose what to do")]
    [TestCase("203.0.113.1", "throttle", "43201", "x", "between 1 minute and 30 days")]
    [TestCase("203.0.113.1", "throttle", "0", "x", "between 1 minute and 30 days")]
    [TestCase("203.0.113.1", "throttle", "many", "x", "between 1 minute and 30 days")]
    [TestCase("203.0.113.1", "throttle", "60", " ", "Say why")]
    public async Task Bad_restriction_is_refused_with_what_to_do(string entity, string action, string minutes, string reason, string says)
    {
        using var answer = await _visitor.SubmitAsync(
            "/restrictions/new", "main form", ("entity", entity), ("action", action), ("minutes", minutes), ("reason", reason));
        var page = await Visitor.ReadAsync(answer);

        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(page.QuerySelector("[role=alert]")!.TextContent, Does.Contain(says));
            Assert.That(await _console.Ledger.ListAsync(new LedgerQuery { Owner = "analyst" }), Is.Empty);
        });
    }
}
