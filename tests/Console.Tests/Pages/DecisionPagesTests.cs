using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using SecurityDecisioning.Console.Tests.Support;

namespace SecurityDecisioning.Console.Tests.Pages;

internal sealed class DecisionPagesTests : SignedInTests
{
    private const string Hostile = "<script>alert('x')</script>\"'&";

    private readonly ShopTraffic _traffic = new(3);

    [TestCase("action=challenge,throttle", "/decisions?mode=enforced")]
    [TestCase("shadow", "/decisions?mode=shadow")]
    [TestCase("revoke", "/decisions?action=revoke")]
    [TestCase("scraping", "/decisions?threat=scraping")]
    [TestCase("ip", "/decisions?entity=192.0.2.140")]
    [TestCase("network", "/decisions?entity=192.0.2.0%2F24")]
    [TestCase("route", "/decisions?route=checkout")]
    [TestCase("tag", "/decisions?tag=price+bots")]
    public async Task Filter_shows_exactly_what_passes_it(string what, string url)
    {
        var all = new[]
        {
            _traffic.Shopper(_console.NowMs - 5000), _traffic.Stuffing(_console.NowMs - 4000), _traffic.Scraping(_console.NowMs - 3000),
            _traffic.Hijack(_console.NowMs - 2000), _traffic.NewDevice(_console.NowMs - 1000),
        };
        all[2].Obligations.Add(new Obligation(ObligationKind.Tag, "price bots"));
        await _console.AddAsync(all);
        var expected = all.Where(d => what switch
        {
            "shadow" => d.ShadowAction != d.Action,
            "revoke" => d.Action == ActionKind.Revoke,
            "scraping" => d.Threat == Threat.Scraping,
            "ip" => d.Event.Ip.ToString() == "192.0.2.140",
            "network" => d.Event.Ip.ToString().StartsWith("192.0.2.", StringComparison.Ordinal),
            "tag" => d.Obligations.Any(o => o.Name == "price bots"),
            "route" => d.Event.Route == "checkout",
            _ => d.Action != ActionKind.Allow,
        }).Select(d => d.Id.ToString()).Reverse().ToArray();

        Assert.Multiple(async () =>
        {
            Assert.That(expected, Is.Not.Empty.And.Length.LessThan(all.Length));
            Assert.That(await IdsAsync(url), Is.EqualTo(expected));
        });
    }

    [Test]
    public async Task Tag_of_a_decision_leads_to_all_that_have_it()
    {
        var decision = _traffic.Scraping(_console.NowMs - 10);
        decision.Obligations.Add(new Obligation(ObligationKind.Tag, "R&D <bots>"));
        await _console.AddAsync(decision);

        var link = (await _visitor.PageAsync($"/decisions/{decision.Id}")).QuerySelector("[aria-labelledby=t-obligations] a")!;

        Assert.That(link.TextContent, Is.EqualTo("R&D <bots>"));
        Assert.That(await IdsAsync(link.GetAttribute("href")!), Is.EqualTo(new[] { decision.Id.ToString() }));
    }

    [Test]
    public async Task Entity_that_cannot_be_read_is_said_and_stays_in_its_field()
    {
        using var answer = await _visitor.GetAsync("/decisions?entity=not-an-entity%3Cb%3E");
        var page = await Visitor.ReadAsync(answer);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(page.QuerySelector("#f-problem")!.TextContent, Does.Contain("Not an entity"));
            Assert.That(page.QuerySelector("#f-entity")!.GetAttribute("value"), Is.EqualTo("not-an-entity<b>"));
        });
    }

    [Test]
    public async Task Pages_by_cursor_hold_every_decision_once_newest_first()
    {
        var all = Enumerable.Range(0, 130).Select(i => _traffic.Shopper(_console.NowMs - 200_000 + (i * 1000))).ToArray();
        await _console.AddAsync(all);
        var seen = new List<string>();
        string? url = "/decisions?route=page";
        while (url is not null)
        {
            var page = await _visitor.PageAsync(url);
            seen.AddRange(Ids(page));
            url = page.QuerySelector("[data-older]")?.GetAttribute("href");
        }

        Assert.That(seen, Is.EqualTo(all.Where(d => d.Event.Route == "page").Select(d => d.Id.ToString()).Reverse()));
    }

    [Test]
    public async Task Rows_since_a_cursor_are_the_newer_ones_and_nothing_is_no_content()
    {
        var old = _traffic.Shopper(_console.NowMs - 3000);
        var fresh = _traffic.Stuffing(_console.NowMs - 1000);
        await _console.AddAsync(old, fresh);
        var rows = await _visitor.PageAsync($"/decisions/rows?after={old.Id}");
        using var none = await _visitor.GetAsync($"/decisions/rows?after={fresh.Id}");

        Assert.Multiple(() =>
        {
            Assert.That(rows.Body!.TextContent, Does.Contain("logins failed from this address"));
            Assert.That(rows.Body!.TextContent, Does.Not.Contain(DecisionReasonOf(old)));
            Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        });
    }

    [Test]
    public async Task Decision_page_tells_summary_evidence_rules_and_versions()
    {
        var decision = _traffic.Stuffing(_console.NowMs - 1000);
        await _console.AddAsync(decision);
        var page = await _visitor.PageAsync($"/decisions/{decision.Id}");
        var text = page.Body!.TextContent;

        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelector("h1")!.TextContent, Does.Match("^(Challenged|Throttled): \\d+ logins failed from this address in 5 minutes$"));
            Assert.That(text, Does.Contain("Credential stuffing").And.Contain("OAT-008").And.Contain("Password spraying"));
            Assert.That(text, Does.Contain("ip.login_failed_5m").And.Contain("a sign from 10"));
            Assert.That(text, Does.Contain("login-protection").And.Contain("Won").And.Contain("Beaten by login-protection/").And.Contain("LOGIN_FAILURES_FROM_ADDRESS"));
            Assert.That(text, Does.Contain(decision.ModelHash).And.Contain(decision.PolicySetHash));
        });
    }

    [Test]
    public async Task Json_download_is_the_whole_decision()
    {
        var decision = _traffic.Stuffing(_console.NowMs - 1000);
        await _console.AddAsync(decision);
        using var answer = await _visitor.GetAsync($"/decisions/{decision.Id}.json");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var root = json.RootElement;

        Assert.Multiple(() =>
        {
            Assert.That(answer.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(root.GetProperty("id").GetString(), Is.EqualTo(decision.Id.ToString()));
            Assert.That(root.GetProperty("features").EnumerateObject().Count(), Is.EqualTo(FeatureCatalog.Count));
            Assert.That(root.GetProperty("features").GetProperty("session.requests_5m").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(root.GetProperty("candidates").GetArrayLength(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Hostile_text_of_a_request_is_text_on_every_page()
    {
        var plain = _traffic.Stuffing(_console.NowMs - 1000);
        plain.Event = plain.Event with { Path = "/" + Hostile, UserAgent = Hostile, Host = Hostile, Route = "x\"><script>alert(1)</script>" };
        await _console.AddAsync(plain);
        foreach (var url in new[] { "/decisions", $"/decisions/{plain.Id}", $"/entity?key=ip:{plain.Event.Ip}", $"/find?q={Uri.EscapeDataString(Hostile)}" })
        {
            using var answer = await _visitor.GetAsync(url);
            var html = await answer.Content.ReadAsStringAsync();
            var page = await Visitor.ReadAsync(answer);

            Assert.Multiple(() =>
            {
                Assert.That(html, Does.Not.Contain("<script>alert"), url);
                Assert.That(page.QuerySelectorAll("script:not([src])"), Is.Empty, url);
                Assert.That(page.Body!.TextContent, Does.Contain("<script>alert('x')</script>"), url);
            });
        }
    }

    [TestCase("/decisions/01K0000000000000000000000A")]
    [TestCase("/decisions/not-an-id-of-any-kind-at-al")]
    [TestCase("/decisions/01K0000000000000000000000A.json")]
    [TestCase("/entity?key=nothing:else")]
    [TestCase("/restrictions/01K0000000000000000000000A/undo")]
    [TestCase("/no/such/page")]
    public async Task Unknown_address_is_a_page_that_says_so(string url)
    {
        using var answer = await _visitor.GetAsync(url);
        var page = await Visitor.ReadAsync(answer);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("Not found"));
        });
    }

    [Test]
    public async Task Every_page_has_the_strict_policy_and_nothing_inline()
    {
        var decision = _traffic.Hijack(_console.NowMs - 1000);
        await _console.AddAsync(decision);
        foreach (var url in new[] { "/", "/decisions", $"/decisions/{decision.Id}", "/restrictions", "/restrictions/new", "/account" })
        {
            using var answer = await _visitor.GetAsync(url);
            var page = await Visitor.ReadAsync(answer);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();

            Assert.Multiple(() =>
            {
                Assert.That(policy, Does.Contain("default-src 'none'").And.Not.Contain("unsafe"));
                Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
                Assert.That(page.QuerySelectorAll("[style], style, script:not([src])"), Is.Empty, url);
                Assert.That(page.QuerySelectorAll("[src^='http'], link[href^='http']"), Is.Empty, url);
            });
        }
    }

    [Test]
    public async Task Foreign_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/decisions") { Headers = { Host = "rebound.example" } };
        using var answer = await _visitor.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Overview_counts_by_action_and_ranks_threats()
    {
        await _console.AddAsync(
            _traffic.Shopper(_console.NowMs - 60_000), _traffic.Shopper(_console.NowMs - 50_000), _traffic.Hijack(_console.NowMs - 40_000),
            _traffic.Scraping(_console.NowMs - 30_000));
        var page = await _visitor.PageAsync("/?range=15m");
        using var answer = await _visitor.GetAsync("/overview/series?range=15m");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        long Sum(string name) => json.RootElement.GetProperty(name).EnumerateArray().Sum(v => v.GetInt64());

        Assert.Multiple(() =>
        {
            Assert.That(page.QuerySelectorAll(".figure-number").Select(n => n.TextContent), Is.EqualTo(new[] { "4", "0", "0", "1", "1" }));
            Assert.That((Sum("allow"), Sum("revoke"), Sum("shadow")), Is.EqualTo((3L, 1L, 1L)));
            Assert.That(page.QuerySelectorAll(".rank").Select(r => r.FirstElementChild!.TextContent), Is.EquivalentTo(new[] { "Scraping", "Session hijacking" }));
        });
    }

    private static string DecisionReasonOf(Decision decision) => SecurityDecisioning.Console.Decisions.DecisionWords.Reason(decision);

    private async Task<IEnumerable<string>> IdsAsync(string url) => Ids(await _visitor.PageAsync(url));

    private static IEnumerable<string> Ids(IDocument page) => page.QuerySelectorAll("tr[data-id]").Select(r => r.GetAttribute("data-id")!);
}
