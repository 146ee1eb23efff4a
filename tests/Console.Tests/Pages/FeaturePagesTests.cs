using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SecurityDecisioning.Console.Tests.Support;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Console.Tests.Pages;

internal sealed class FeaturePagesTests : SignedInOnceTests
{
    [Test]
    public async Task Every_feature_of_the_catalogue_has_its_anchor_its_name_and_what_it_means()
    {
        var page = await _visitor.PageAsync("/features");

        Assert.Multiple(() =>
        {
            Assert.That(page.Title, Is.EqualTo("Features · Security Decisioning"));
            Assert.That(Names(page), Is.EquivalentTo(FeatureCatalog.All.Select(f => "f." + f.Name)));
            foreach (var feature in FeatureCatalog.All)
            {
                var row = page.GetElementById(feature.Name)?.Closest("tr");
                Assert.That(row, Is.Not.Null, feature.Name);
                Assert.That(row!.QuerySelector(".tells")!.ClassList, Has.One.EqualTo(
                    feature.Sensitivity == Sensitivity.ContentFree ? "tells-content-free" : $"tells-{feature.Sensitivity}".ToLowerInvariant()));
                Assert.That(
                    row.QuerySelector(".col-meaning")!.TextContent == feature.Meaning
                    || page.GetElementById(feature.Name)!.GetAttribute("title")!.EndsWith(feature.Meaning, StringComparison.Ordinal),
                    feature.Name);
            }
        });
    }

    [Test]
    public async Task Counter_is_one_row_with_a_chip_for_each_window()
    {
        var page = await _visitor.PageAsync("/features?kind=ip");
        var row = page.GetElementById("ip.login_failed_5m")!.Closest("tr")!;

        Assert.Multiple(() =>
        {
            Assert.That(row.QuerySelector("code")!.TextContent, Is.EqualTo("f.ip.login_failed"));
            Assert.That(row.QuerySelectorAll(".chip").Select(c => c.LastChild!.TextContent), Is.EqualTo(new[] { "_30s", "_5m", "_1h", "_24h" }));
            Assert.That(row.QuerySelector(".col-meaning")!.TextContent, Is.EqualTo("Number of logins that failed of this ip in the window."));
        });
    }

    [Test]
    public async Task Names_to_copy_are_names_that_the_policy_compiler_takes()
    {
        var rules = Names(await _visitor.PageAsync("/features")).Chunk(10).Select((names, i) => $"""
              - name: names-{i}
                when: {string.Join(" && ", names.Select(n => $"known({n})"))}
                then: {"{ action: allow }"}
                reason_code: NAMES_{i}
                reason: Only names.
            """);
        var result = PolicyLoader.LoadText("names.yaml", $"""
            name: names
            owner: tests
            description: Every name of the page.
            threat: scraping
            mode: shadow
            rules:
            {string.Join('\n', rules)}
            """);

        Assert.That(result.Problems.Select(p => p.ToString()), Is.Empty);
    }

    [TestCase("q=login_failed", "login_failed")]
    [TestCase("q=FAILED++login", "failed login")]
    [TestCase("q=f.account.new_device", "f.account.new_device")]
    [TestCase("kind=session", "")]
    [TestCase("kind=account_network&window=1h", "")]
    [TestCase("kind=request", "")]
    [TestCase("window=none&tells=location", "")]
    [TestCase("tells=content-free&q=cookie", "cookie")]
    public async Task Search_and_filters_find_exactly_what_passes_them(string query, string words)
    {
        var expected = FeatureCatalog.All
            .Where(f => words.Split(' ').All(w => $"f.{f.Name} {f.Meaning}".Contains(w, StringComparison.OrdinalIgnoreCase)))
            .Where(f => !query.Contains("kind=session", StringComparison.Ordinal) || f.Entity == EntityKind.Session)
            .Where(f => !query.Contains("account_network", StringComparison.Ordinal) || f.Entity == EntityKind.AccountNetwork)
            .Where(f => !query.Contains("kind=request", StringComparison.Ordinal) || f.Entity == EntityKind.None)
            .Where(f => !query.Contains("window=1h", StringComparison.Ordinal) || f.Window == FeatureWindow.Hour1)
            .Where(f => !query.Contains("window=none", StringComparison.Ordinal) || f.Window == FeatureWindow.None)
            .Where(f => !query.Contains("tells=location", StringComparison.Ordinal) || f.Sensitivity == Sensitivity.Location)
            .Where(f => !query.Contains("content-free", StringComparison.Ordinal) || f.Sensitivity == Sensitivity.ContentFree)
            .Select(f => "f." + f.Name).ToArray();
        var page = await _visitor.PageAsync("/features?" + query);

        Assert.Multiple(() =>
        {
            Assert.That(expected, Is.Not.Empty.And.Length.LessThan(FeatureCatalog.Count));
            Assert.That(Names(page), Is.EquivalentTo(expected));
            Assert.That(page.QuerySelector("[data-catalogue-count]")!.TextContent, Does.StartWith($"{expected.Length} of "));
        });
    }

    [Test]
    public async Task Kind_is_found_by_the_title_that_people_know_it_by()
    {
        var names = Names(await _visitor.PageAsync("/features?q=IP+address"));

        Assert.That(names, Is.SupersetOf(FeatureCatalog.All.Where(f => f.Entity == EntityKind.Ip).Select(f => "f." + f.Name)));
    }

    [Test]
    public async Task Unknown_word_is_said_kindly_with_a_way_back()
    {
        var page = await _visitor.PageAsync("/features?q=%3Cb%3Ezebra");

        Assert.Multiple(() =>
        {
            Assert.That(Names(page), Is.Empty);
            Assert.That(page.QuerySelector(".empty h2")!.TextContent, Is.EqualTo("No feature matches “<b>zebra”"));
            Assert.That(page.QuerySelector(".empty a")!.GetAttribute("href"), Is.EqualTo("/features"));
            Assert.That(page.QuerySelector("#c-q")!.GetAttribute("value"), Is.EqualTo("<b>zebra"));
        });
    }

    [Test]
    public async Task Search_is_cut_at_a_hundred_characters_and_filters_that_do_not_exist_narrow_nothing()
    {
        var cut = await _visitor.PageAsync("/features?q=" + new string('x', 5000));
        var all = await _visitor.PageAsync("/features?kind=planet&window=9y&tells=nothing");

        Assert.Multiple(() =>
        {
            Assert.That(cut.QuerySelector("#c-q")!.GetAttribute("value"), Is.EqualTo(new string('x', 100)));
            Assert.That(Names(all).Count, Is.EqualTo(FeatureCatalog.Count));
        });
    }

    [Test]
    public async Task Features_of_a_decision_lead_to_their_entries()
    {
        var decision = new ShopTraffic(3).Stuffing(_console.NowMs - 1000);
        await _console.AddAsync(decision);
        var page = await _visitor.PageAsync($"/decisions/{decision.Id}");
        var links = page.QuerySelectorAll<IHtmlAnchorElement>("[data-feature] a").ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(
                links.Select(a => (a.GetAttribute("href"), a.GetAttribute("title"))),
                Is.EquivalentTo(FeatureCatalog.All.Select(f => ($"/features#{f.Name}", f.Meaning))));
            Assert.That(page.QuerySelector(".evidence a")!.GetAttribute("href"), Does.StartWith("/features#"));
        });
    }

    private static List<string> Names(IDocument page) =>
        [.. page.QuerySelectorAll("#catalogue [data-copy]").Select(e => e.GetAttribute("data-copy")!)];
}
