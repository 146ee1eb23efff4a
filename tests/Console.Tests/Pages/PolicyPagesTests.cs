using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using SecurityDecisioning.Console.Tests.Support;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.Tests.Pages;

internal sealed class PolicyPagesTests : SignedInTests
{
    [Test]
    public async Task Second_person_approves_and_rolls_out_by_the_pages_alone()
    {
        var version = await ProposeAsync(_console, "jane", "Challenge a little earlier");
        var page = $"/policies/versions/{version}";

        await TakeAsync(page, "Approve", "looks right");
        await TakeAsync(page, "Begin in shadow", "watch it first");
        await TakeAsync(page, "On to 1 %", "quiet");
        await TakeAsync(page, "On to 10 %", "still quiet");
        await TakeAsync(page, "Make it live", "good");
        var list = await _visitor.PageAsync("/policies");
        var history = await _visitor.PageAsync("/policies/history");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_console.Policies.State.Live, Is.EqualTo(version));
            Assert.That(list.Body!.TextContent, Does.Contain(version[..12]).And.Contain(_console.Policies.Rollout.Live.Hash));
            Assert.That(
                history.QuerySelectorAll("tr[data-step] td:nth-child(2) b").Select(b => b.TextContent).Take(6),
                Is.EqualTo(new[] { "Promoted to live", "Staged: 10 %", "Staged: 1 %", "Staged: shadow", "Approved", "Proposed" }));
            Assert.That(history.QuerySelector("tr[data-step]")!.TextContent, Does.Contain("analyst").And.Contain("good"));
        }
    }

    [Test]
    public async Task Own_version_cannot_be_approved_and_the_page_says_why()
    {
        var version = await ProposeAsync(_console, "analyst", "mine");

        using var answer = await _visitor.SubmitAsync(
            $"/policies/step?act=Approve&version={version}", "main form", ("reason", "it is good"));
        var page = await Visitor.ReadAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(page.QuerySelector("[role=alert]")!.TextContent, Does.Contain("a second person has to"));
        Assert.That(_console.Policies.State.Find(version)!.Status, Is.EqualTo(VersionStatus.Draft));
    }

    [Test]
    public async Task Who_may_not_approve_sees_no_such_buttons_and_is_refused_without_them()
    {
        var version = await ProposeAsync(_console, "jane", "earlier");
        var password = _console.Users.Add("intern", mayApprove: false)!;
        using var intern = new Visitor(_console);
        await intern.SignInAsync("intern", password);

        var page = await intern.PageAsync($"/policies/versions/{version}");
        using var answer = await intern.SubmitAsync(
            $"/policies/step?act=Approve&version={version}", "main form", ("reason", "let me"));
        using var rollback = await intern.SubmitAsync("/policies/step?act=RollBack", "main form", ("reason", "let me"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("main a.button").Select(a => a.TextContent.Trim()), Is.EqualTo(new[] { "Reject", "Edit a copy" }));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(rollback.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(_console.Policies.State.Find(version)!.Status, Is.EqualTo(VersionStatus.Draft));
        }
    }

    [Test]
    public async Task Form_of_another_site_does_nothing()
    {
        var version = await ProposeAsync(_console, "jane", "earlier");

        using var answer = await _visitor.PostAsync("/policies/step", ("act", "Approve"), ("version", version), ("reason", "forged"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(_console.Policies.State.Find(version)!.Status, Is.EqualTo(VersionStatus.Draft));
    }

    [TestCase("")]
    [TestCase("   ")]
    public async Task Step_without_a_reason_is_refused(string reason)
    {
        var version = await ProposeAsync(_console, "jane", "earlier");

        using var answer = await _visitor.SubmitAsync(
            $"/policies/step?act=Approve&version={version}", "main form", ("reason", reason));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(_console.Policies.State.Find(version)!.Status, Is.EqualTo(VersionStatus.Draft));
    }

    [Test]
    public async Task Version_page_shows_the_changed_line_and_what_fails()
    {
        var shipped = Shipped();
        var good = await ProposeAsync(_console, "jane", "earlier");
        var bad = (await _console.Policies.ProposeAsync(
            With(shipped, shipped[0].Name, shipped[0].Text.Replace("name:", "nmae:", StringComparison.Ordinal)),
            PolicyVia.Console, "jane", "<script>alert(1)</script>")).Step!.To;

        var goodPage = await _visitor.PageAsync($"/policies/versions/{good}");
        var badPage = await _visitor.PageAsync($"/policies/versions/{bad}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(goodPage.QuerySelectorAll(".diff-new .diff-text").Select(c => c.TextContent), Is.EqualTo(new[] { "# earlier" }));
            Assert.That(goodPage.QuerySelectorAll(".diff-old"), Is.Empty);
            Assert.That(badPage.QuerySelector(".findings")!.TextContent, Does.Contain(shipped[0].Name));
            Assert.That(badPage.QuerySelectorAll("main a.button").Select(a => a.TextContent.Trim()), Has.None.EqualTo("Approve"));
            Assert.That(badPage.QuerySelectorAll("script").Select(s => s.TextContent), Has.None.Contain("alert"), "what people type is text");
        }
    }

    [Test]
    public async Task Policy_goes_to_shadow_and_back_from_its_page()
    {
        var policy = _console.Policies.Rollout.Live.Policies.First(p => p.Mode == PolicyMode.Shadow);
        await _visitor.SubmitAsync(
            $"/policies/step?act=Mode&policy={policy.Name}&mode=off", "main form", ("reason", "too many false alarms"));
        var off = await _visitor.PageAsync($"/policies/show/{policy.Name}");
        await _visitor.SubmitAsync($"/policies/step?act=Mode&policy={policy.Name}", "main form", ("reason", "mended"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(off.QuerySelector(".mode")!.TextContent, Is.EqualTo("off"));
            Assert.That(off.Body!.TextContent, Does.Contain("too many false alarms"));
            Assert.That(_console.Policies.State.Modes, Is.Empty);
        }
    }

    [TestCase("/policies/versions/0123456789012345678901234567890123456789012345678901234567890123")]
    [TestCase("/policies/show/no-such-policy")]
    [TestCase("/policies/step")]
    [TestCase("/policies/step?act=99")]
    [TestCase("/policies/step?act=Approve&version=zz")]
    public async Task What_is_not_there_is_not_found(string url)
    {
        using var answer = await _visitor.GetAsync(url);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Interface_takes_name_and_password_and_never_a_cookie()
    {
        using var byCookie = await AskAsync(_visitor, null, client: true);
        using var withoutHeader = await AskAsync(_visitor, ("analyst", _console.Password), client: false);
        using var wrong = await AskAsync(_visitor, ("analyst", "guess"), client: true);
        using var right = await AskAsync(_visitor, ("analyst", _console.Password), client: true);
        using var state = JsonDocument.Parse(await right.Content.ReadAsStringAsync());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(byCookie.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "a browser that is signed in is no permission");
            Assert.That(byCookie.Headers.WwwAuthenticate, Is.Empty, "a browser is never asked");
            Assert.That(withoutHeader.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(state.RootElement.GetProperty("live").GetString(), Is.EqualTo(_console.Policies.State.Live));
        }
    }

    [Test]
    public async Task Interface_stops_guessing()
    {
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var answer = await AskAsync(_visitor, ("analyst", $"guess{i}"), client: true);
            codes.Add(answer.StatusCode);
        }

        Assert.That(codes[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    /// <summary>The shipped pack with one comment more, handed in by <paramref name="by"/>.</summary>
    public static async Task<string> ProposeAsync(RunningConsole console, string by, string why)
    {
        var shipped = Shipped();
        var answer = await console.Policies.ProposeAsync(
            With(shipped, shipped[0].Name, shipped[0].Text + "# earlier\n"), PolicyVia.Console, by, why);
        return answer.Step!.To;
    }

    /// <summary>A second version on its way through the stages, for pictures.</summary>
    public static async Task RollOutAsync(RunningConsole console)
    {
        if (console.Policies.State.Staged.Length > 0)
        {
            return;
        }

        var shipped = Shipped();
        var version = (await console.Policies.ProposeAsync(
            With(shipped, shipped[1].Name, shipped[1].Text + "# later\n"), PolicyVia.CommandLine, "omar", "Spare the office")).Step!.To;
        await console.Policies.ApproveAsync(version, PolicyVia.Console, "jane", "reviewed");
        await console.Policies.StageAsync(version, 0, PolicyVia.Console, "jane", "shadow first");
        await console.Policies.StageAsync(version, 100, PolicyVia.Console, "jane", "quiet");
        var policy = console.Policies.Rollout.Live.Policies.First(p => p.Mode == PolicyMode.Shadow).Name;
        await console.Policies.SetModeAsync(policy, PolicyMode.Off, PolicyVia.Guard, "budget", "12 of 40 overturned in 7 days");
    }

    private async Task TakeAsync(string page, string button, string reason)
    {
        var link = (await _visitor.PageAsync(page)).QuerySelectorAll("main a.button").Single(a => a.TextContent.Trim() == button);
        using var answer = await _visitor.SubmitAsync(link.GetAttribute("href")!, "main form", ("reason", reason));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), button);
    }

    private static List<(string Name, string Text)> Shipped() =>
        [.. VersionContent.OfFolder(Repository.File("policies"), out _)!.Documents];

    private static VersionContent With(IEnumerable<(string Name, string Text)> documents, string name, string text)
    {
        using var folder = new TempFolder();
        foreach (var document in documents)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[document.Name])!);
            File.WriteAllText(folder[document.Name], document.Name == name ? text : document.Text);
        }

        return VersionContent.OfFolder(folder.Path, out _)!;
    }

    private static async Task<HttpResponseMessage> AskAsync(Visitor visitor, (string Name, string Password)? who, bool client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/policies");
        if (client)
        {
            request.Headers.Add("X-Sd-Client", "test");
        }

        if (who is var (name, password))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        }

        return await visitor.SendAsync(request);
    }
}
