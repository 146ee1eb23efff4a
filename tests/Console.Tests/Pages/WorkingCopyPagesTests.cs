using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SecurityDecisioning.Console.Tests.Support;
using SecurityDecisioning.Console.WorkingCopies;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Tests.Pages;

/// <summary>Writing a version in the console and handing it in; every test in a browser without scripts.</summary>
internal sealed class WorkingCopyPagesTests : SignedInOnceTests
{
    private const string Document = "scraping.yaml";
    private int _users;

    [TearDown]
    public void DiscardWhatIsLeft()
    {
        var store = new WorkingCopyStore(_console.Options, _console.Users, _console.Clock);
        foreach (var copy in store.Of("analyst"))
        {
            store.Remove(copy.Id, copy.Owner);
        }
    }

    private string Live => _console.Policies.State.Live;

    [Test]
    public async Task Change_is_saved_checked_compared_and_handed_in_and_a_second_person_approves_it()
    {
        var (author, name) = await NewAuthorAsync();
        var edit = (await author.PageAsync("/policies/show/scraping")).QuerySelector("main .page-actions a")!.GetAttribute("href")!;
        var work = await SaveAsync(author, edit, text => text + "# a thought\n");
        var page = await author.PageAsync(work);
        using var handedIn = await author.SubmitAsync(work, "form:has([value=hand-in])", ("act", "hand-in"), ("note", "Spare the office"));
        var version = new Uri(_console.Address, handedIn.Headers.Location!).Segments[^1];
        var state = _console.Policies.State.Find(version)!;
        using var own = await author.SubmitAsync($"/policies/step?act=Approve&version={version}", "main form", ("reason", "mine"));
        using var second = await _visitor.SubmitAsync($"/policies/step?act=Approve&version={version}", "main form", ("reason", "read it"));
        var step = _console.Policies.Steps.Last(s => s.Step.Kind == PolicyEventKind.Proposed && s.Step.To == version).Step;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelector(".check-state")!.ClassList, Does.Contain("good"));
            Assert.That(page.QuerySelectorAll(".diff-new .diff-text").Select(c => c.TextContent), Is.EqualTo(new[] { "# a thought" }));
            Assert.That(page.QuerySelectorAll(".diff-old"), Is.Empty);
            Assert.That(page.QuerySelectorAll(".document-changed"), Has.Exactly(1).Items);
            Assert.That(handedIn.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That((step.By, step.Via, step.Why, step.From), Is.EqualTo((name, PolicyVia.Console, "Spare the office", Live)));
            Assert.That(state.Proposers, Is.EqualTo(new[] { name }));
            Assert.That(state.Checks.IsGreen, Is.True);
            Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "nobody approves their own");
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(_console.Policies.State.Find(version)!.Status, Is.EqualTo(VersionStatus.Approved));
            Assert.That((await author.PageAsync("/policies/propose")).QuerySelectorAll("tr[data-copy-id]"), Is.Empty, "it is a version now");
        }
    }

    [Test]
    public async Task Version_of_the_console_is_the_one_that_the_command_line_hands_in()
    {
        using var folder = new TempFolder();
        foreach (var (name, bytes) in _console.Policies.ContentOf(Live)!.Raw)
        {
            await File.WriteAllBytesAsync(folder[name], bytes.Span.ToArray());
        }

        await File.AppendAllTextAsync(folder[Document], "# the same\n");
        var work = await SaveAsync(_visitor, EditOf(Live), text => text + "# the same\n");
        var shown = (await _visitor.PageAsync(work)).QuerySelector<IHtmlInputElement>("input[name=shown]")!.Value;

        Assert.That(shown, Is.EqualTo(VersionContent.OfFolder(folder.Path, out _)!.Version));
    }

    [Test]
    public async Task Mistake_is_told_with_its_place_and_its_line_and_cannot_be_handed_in_and_is_kept()
    {
        var work = await SaveAsync(_visitor, EditOf(Live), text => text.Replace("mode: shadow", "modde: shadow", StringComparison.Ordinal));
        var page = await _visitor.PageAsync(work);
        var document = await _visitor.PageAsync($"{work}/document?name={Document}");
        using var forced = await _visitor.SubmitAsync(
            work, "form:has([value=add])", ("act", "hand-in"), ("note", "in any case"), ("shown", VersionOf(page) ?? ""));
        var finding = page.QuerySelectorAll(".findings li").Single(l => l.QuerySelector("code")?.TextContent.StartsWith("modde", StringComparison.Ordinal) == true);
        var line = Text(document).Split('\n').ToList().FindIndex(l => l.StartsWith("modde", StringComparison.Ordinal)) + 1;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.QuerySelector("a")!.TextContent, Is.EqualTo($"{Document}:{line}:1"));
            Assert.That(finding.QuerySelector("a")!.GetAttribute("href"), Does.EndWith($"name={Document}#line-{line}"));
            Assert.That(finding.QuerySelector("code")!.TextContent, Is.EqualTo("modde: shadow"));
            Assert.That(finding.TextContent, Does.Contain("mode"), "how to mend it");
            Assert.That(document.QuerySelector(".findings")!.TextContent, Does.Contain("modde"));
            Assert.That(page.QuerySelector("button[value=hand-in]"), Is.Null);
            Assert.That(forced.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(Text(document), Does.Contain("modde: shadow"));
            Assert.That(_console.Policies.Steps.Select(s => s.Step.Why), Has.None.EqualTo("in any case"));
        }
    }

    [Test]
    public async Task Test_that_fails_is_told_with_what_was_expected_and_what_came()
    {
        var work = await SaveAsync(
            _visitor, EditOf(Live), text => text.Replace("expect: { action: allow", "expect: { action: revoke", StringComparison.Ordinal));
        var page = await _visitor.PageAsync(work);

        Assert.That(page.QuerySelector(".findings")!.TextContent, Does.Contain("expected revoke").And.Contain(Document));
        Assert.That(page.QuerySelector("button[value=hand-in]"), Is.Null);
    }

    [Test]
    public async Task Looking_and_saving_unchanged_begins_nothing()
    {
        await _visitor.PageAsync($"/policies/propose/{Live}");
        var back = await SaveAsync(_visitor, EditOf(Live), text => text.ReplaceLineEndings("\r\n"));

        Assert.That(back, Is.EqualTo($"/policies/propose/{Live}"), "line ends of a browser are no change");
        Assert.That((await _visitor.PageAsync("/policies/propose")).QuerySelectorAll("tr[data-copy-id]"), Is.Empty);
    }

    [Test]
    public async Task Documents_are_added_renamed_removed_and_put_back()
    {
        using var added = await _visitor.SubmitAsync(
            $"/policies/propose/{Live}", "form:has([value=add])", ("act", "add"), ("to", "new/office.yaml"));
        var document = added.Headers.Location!.ToString();
        var work = document[..document.IndexOf("/document", StringComparison.Ordinal)];
        var green = (await _visitor.PageAsync(work)).QuerySelector(".check-state")!.ClassList.Contains("good");
        await _visitor.SubmitAsync(document, "form:has([value=rename])", ("act", "rename"), ("to", "office.yaml"));
        await _visitor.SubmitAsync($"{work}/document?name={Document}", "form:has([value=remove])", ("act", "remove"));
        var after = Changes(await _visitor.PageAsync(work));
        await _visitor.SubmitAsync($"{work}/document?name={Document}", "form:has([value=restore])", ("act", "restore"));
        var restored = Changes(await _visitor.PageAsync(work));
        using var discarded = await _visitor.SubmitAsync(work, "form:has([value=discard])", ("act", "discard"));
        using var gone = await _visitor.GetAsync(work);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(green, Is.True, "a new document is one that loads and passes its tests");
            Assert.That(after, Is.EqualTo(new[] { "office.yaml Added", $"{Document} Removed" }));
            Assert.That(restored, Is.EqualTo(new[] { "office.yaml Added" }));
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Version_begins_from_nothing_too()
    {
        using var added = await _visitor.SubmitAsync("/policies/propose/empty", "form:has([value=add])", ("act", "add"), ("to", "only.yaml"));
        var document = added.Headers.Location!.ToString();
        var page = await _visitor.PageAsync(document[..document.IndexOf("/document", StringComparison.Ordinal)]);

        Assert.That(Changes(page), Is.EqualTo(new[] { "only.yaml Added" }));
        Assert.That(page.QuerySelectorAll("h3.diff-name").Length, Is.EqualTo(14), "against the live version: 13 gone, 1 new");
    }

    [TestCase("../../outside.yaml")]
    [TestCase("/etc/cron.d/x.yaml")]
    [TestCase("a\\b.yaml")]
    [TestCase("program.exe")]
    [TestCase("scraping.yaml")]
    [TestCase("SCRAPING.yaml")]
    [TestCase("")]
    public async Task Name_that_leads_elsewhere_is_refused_and_shown_again(string name)
    {
        using var answer = await _visitor.SubmitAsync($"/policies/propose/{Live}", "form:has([value=add])", ("act", "add"), ("to", name));
        var page = await Visitor.ReadAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page.QuerySelector("[role=alert]"), Is.Not.Null);
        Assert.That(page.QuerySelector("#add-name")!.GetAttribute("value") ?? "", Is.EqualTo(name));
    }

    [Test]
    public async Task Files_are_uploaded_whole_or_not_at_all()
    {
        var text = Encoding.UTF8.GetBytes(Text(await _visitor.PageAsync(EditOf(Live))));
        var page = $"/policies/propose/{Live}";
        const string Form = "form:has([value=upload])";
        using var both = await _visitor.UploadAsync(page, Form, [("scraping.yaml", [.. text, .. "# up\n"u8]), ("C:\\mine\\x.yaml", text)], ("act", "upload"));
        using var utf16 = await _visitor.UploadAsync(page, Form, [("y.yaml", text), ("z.yaml", Encoding.Unicode.GetBytes("name: z"))], ("act", "upload"));
        using var outside = await _visitor.UploadAsync(page, Form, [("y.yaml", text)], ("act", "upload"), ("to", "../.."));
        using var large = await _visitor.UploadAsync(page, Form, [("y.yaml", new byte[9 * 1024 * 1024])], ("act", "upload"));
        var work = both.Headers.Location!.ToString().Split('?')[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Changes(await _visitor.PageAsync(work)), Is.EqualTo(new[] { $"{Document} Changed", "x.yaml Added" }));
            Assert.That(utf16.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(outside.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((int)large.StatusCode, Is.AnyOf(400, 413));
            Assert.That((await _visitor.PageAsync("/policies/propose")).QuerySelectorAll("tr[data-copy-id]"), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Text_of_two_windows_never_takes_each_others_place_unseen()
    {
        var work = await SaveAsync(_visitor, EditOf(Live), text => text + "# first\n");
        var document = $"{work}/document?name={Document}";
        var form = await _visitor.PageAsync(document);
        var token = form.QuerySelector<IHtmlInputElement>("[data-editor-form] input[name=__RequestVerificationToken]")!.Value;
        var was = form.QuerySelector<IHtmlInputElement>("input[name=was]")!.Value;
        await SaveAsync(_visitor, document, text => text + "# of the other window\n");
        using var late = await _visitor.PostAsync(
            document, ("__RequestVerificationToken", token), ("act", "save"), ("was", was), ("text", "mine, typed before"));
        var page = await Visitor.ReadAsync(late);
        using var again = await _visitor.PostAsync(
            document, ("__RequestVerificationToken", token), ("act", "save"),
            ("was", page.QuerySelector<IHtmlInputElement>("input[name=was]")!.Value), ("text", "mine, typed before"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(Text(page), Is.EqualTo("mine, typed before"), "the author's text is not lost");
            Assert.That(page.QuerySelector("pre.condition")!.TextContent, Does.Contain("# of the other window"), "nor the other");
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(Text(await _visitor.PageAsync(document)), Is.EqualTo("mine, typed before"));
        }
    }

    [Test]
    public async Task Hand_in_takes_what_was_shown_and_nothing_newer()
    {
        var work = await SaveAsync(_visitor, EditOf(Live), text => text + "# shown\n");
        var page = await _visitor.PageAsync(work);
        var token = page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        await SaveAsync(_visitor, $"{work}/document?name={Document}", text => text + "# not shown\n");
        using var answer = await _visitor.PostAsync(
            work, ("__RequestVerificationToken", token), ("act", "hand-in"), ("note", "unseen"), ("shown", VersionOf(page)!));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(_console.Policies.Steps.Select(s => s.Step.Why), Has.None.EqualTo("unseen"));
    }

    [Test]
    public async Task Backtests_expectation_is_handed_in_with_the_version()
    {
        var work = await SaveAsync(_visitor, EditOf(Live), text => text + "# expected\n");
        const string Form = "form:has([value=hand-in])";
        using var odd = await _visitor.SubmitAsync(work, Form, ("act", "hand-in"), ("note", "tried it"), ("expect", "0.5,0.6,0.4,10"));
        var page = await Visitor.ReadAsync(odd);
        using var good = await _visitor.SubmitAsync(
            work, Form, ("act", "hand-in"), ("note", "tried it"), ("expect", "0.012,0.01,0.014,1000000"));
        var version = new Uri(_console.Address, good.Headers.Location!).Segments[^1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(odd.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(page.QuerySelector("#note")!.TextContent, Is.EqualTo("tried it"), "what was typed is still there");
            Assert.That(_console.Policies.State.Find(version)!.Expectation, Is.EqualTo(new PolicyExpectation(0.012, 0.01, 0.014, 1_000_000)));
        }
    }

    [Test]
    public async Task Copy_of_somebody_else_is_not_there()
    {
        var work = await SaveAsync(_visitor, EditOf(Live), text => text + "# private\n");
        var (other, _) = await NewAuthorAsync();
        using var page = await other.GetAsync(work);
        using var document = await other.GetAsync($"{work}/document?name={Document}");
        using var anonymous = await new Visitor(_console).GetAsync(work);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(document.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(anonymous.Headers.Location!.ToString(), Does.Contain("/signin"));
        }
    }

    [Test]
    public async Task Form_of_another_site_changes_nothing()
    {
        using var save = await _visitor.PostAsync(EditOf(Live), ("act", "save"), ("text", "forged"));
        using var add = await _visitor.PostAsync($"/policies/propose/{Live}", ("act", "add"), ("to", "forged.yaml"));

        Assert.That((save.StatusCode, add.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)));
        Assert.That((await _visitor.PageAsync("/policies/propose")).QuerySelectorAll("tr[data-copy-id]"), Is.Empty);
    }

    [Test]
    public async Task Copies_are_bounded_and_say_so()
    {
        for (var i = 0; i < 20; i++)
        {
            var number = i;
            await SaveAsync(_visitor, EditOf(Live), text => text + $"# {number}\n");
        }

        using var answer = await _visitor.SubmitAsync(EditOf(Live), "[data-editor-form]", ("act", "save"), ("text", "one more"));
        var page = await Visitor.ReadAsync(answer);

        Assert.That(page.QuerySelector("[role=alert]")!.TextContent, Does.Contain("20 working copies"));
        Assert.That(Text(page), Is.EqualTo("one more"), "what was typed is on the page");
    }

    [Test]
    public async Task What_a_document_says_is_text_on_every_page()
    {
        const string Script = "</textarea><script>alert(1)</script>\n";
        var work = await SaveAsync(_visitor, EditOf(Live), _ => "\n" + Script);
        var document = await _visitor.PageAsync($"{work}/document?name={Document}");
        var page = await _visitor.PageAsync(work);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(document), Is.EqualTo("\n" + Script), "a first empty line is kept too");
            Assert.That(document.QuerySelectorAll("script").Concat(page.QuerySelectorAll("script")).Select(s => s.TextContent), Has.None.Contain("alert"));
        }
    }

    [TestCase("/policies/propose/no-such")]
    [TestCase("/policies/propose/..%2f..%2fusers")]
    [TestCase("/policies/propose/0123456789abcdef0123456789abcdef")]
    [TestCase("/policies/propose/empty/document?name=a.yaml")]
    [TestCase("/policies/propose/empty/document")]
    public async Task What_is_not_there_is_not_found(string url)
    {
        using var answer = await _visitor.GetAsync(url);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Copy_follows_what_went_live_meanwhile()
    {
        await using var console = await RunningConsole.StartAsync();
        using var author = await Visitor.SignedInAsync(console);
        var was = console.Policies.State.Live;
        var work = await SaveAsync(author, EditOf(was), text => text + "# mine\n");
        await PolicyPagesTests.RollOutAsync(console);
        await console.Policies.StageAsync(console.Policies.State.Staged, 1_000, PolicyVia.Console, "jane", "quiet");
        await console.Policies.PromoteAsync(console.Policies.State.Staged, PolicyVia.Console, "jane", "good");
        var behind = await author.PageAsync(work);
        using var followed = await author.SubmitAsync(work, "form:has([value=follow])", ("act", "follow"));
        var page = await author.PageAsync(work);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(console.Policies.State.Live, Is.Not.EqualTo(was));
            Assert.That(behind.QuerySelectorAll(".diff-old .diff-text").Select(c => c.TextContent), Is.EqualTo(new[] { "# later" }), "would be lost");
            Assert.That(followed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(page.QuerySelectorAll(".diff-old"), Is.Empty);
            Assert.That(page.QuerySelectorAll(".diff-new .diff-text").Select(c => c.TextContent), Is.EqualTo(new[] { "# mine" }));
            Assert.That(page.QuerySelector("button[value=follow]"), Is.Null);
        }
    }

    private static string EditOf(string source) => $"/policies/propose/{source}/document?name={Document}";

    /// <summary>Edits a document as a browser does.</summary>
    /// <returns>The page of the working copy.</returns>
    private static async Task<string> SaveAsync(Visitor visitor, string document, Func<string, string> edit)
    {
        var text = Text(await visitor.PageAsync(document));
        using var answer = await visitor.SubmitAsync(
            document, "[data-editor-form]", ("act", "save"), ("text", edit(text).ReplaceLineEndings("\r\n")));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var location = answer.Headers.Location!.ToString();
        return location[..location.IndexOf("/document", StringComparison.Ordinal)];
    }

    private static string Text(IDocument page) => page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value;

    private static string? VersionOf(IDocument page) => page.QuerySelector<IHtmlInputElement>("input[name=shown]")?.Value;

    private static IEnumerable<string> Changes(IDocument page) => page.QuerySelectorAll(".documents li")
        .Where(l => l.QuerySelector(".tag") is not null)
        .Select(l => $"{l.QuerySelector("a")!.TextContent} {l.QuerySelector(".tag")!.TextContent}");

    private async Task<(Visitor Visitor, string Name)> NewAuthorAsync()
    {
        var name = $"author-{++_users}";
        var password = _console.Users.Add(name, mayApprove: true)!;
        var visitor = new Visitor(_console);
        using var answer = await visitor.SignInAsync(name, password);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return (visitor, name);
    }
}
