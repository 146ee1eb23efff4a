using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>The two people at a screen: a customer under challenge, and the analyst who watches and undoes.</summary>
[NonParallelizable]
internal sealed partial class PeopleInBrowserTests
{
    /// <summary>Not for the load event: where that came before the question, it never comes again.</summary>
    private static readonly PageWaitForURLOptions WhenThere = new() { WaitUntil = WaitUntilState.Commit };

    private Chromium _chromium = null!;
    private TempFolder _folder = null!;
    private RunningProduct _product = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _chromium = await Chromium.LaunchAsync();
        _product = await RunningProduct.StartAsync(_folder["data"]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_product is not null)
        {
            await _product.DisposeAsync();
        }

        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Test]
    public async Task Customer_at_an_address_under_challenge_passes_the_challenge_and_signs_in()
    {
        var account = SeedAccounts.All[7];
        var page = await _chromium.PersonAsync(_product.Gateway);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        var seen = new List<string>();
        page.Response += (_, response) => seen.Add($"{response.Request.Method} {new Uri(response.Url).AbsolutePath} {response.Status}");

        await page.GotoAsync("/login");
        using var analyst = await Analyst.SignInAsync(_product);
        using var colleague = Visitor.InBrowser(_product.Gateway, "127.0.0.1");
        await analyst.RestrictAsync("ip:127.0.0.1", "challenge");
        await Eventually.HoldsAsync(
            async () => await colleague.StatusOfAsync("/") == HttpStatusCode.Forbidden, "the address is under challenge");
        await page.RunAndWaitForResponseAsync(
            () => SignInAsync(page, account), r => r.Url.EndsWith("/.sd/challenge", StringComparison.Ordinal));
        await page.WaitForSelectorAsync("#username");
        await SignInAsync(page, account);
        await page.WaitForURLAsync("**/account", WhenThere);

        Assert.Multiple(async () =>
        {
            Assert.That(seen, Has.Member("POST /login 403").And.Member("POST /.sd/challenge 303").And.Member("POST /login 302"));
            Assert.That(await page.TextContentAsync("h1"), Is.EqualTo($"Hello, {account.Name}"));
            Assert.That(errors, Is.Empty);
        });
    }

    [Test]
    public async Task Analyst_sees_an_attack_live_opens_a_decision_and_undoes_its_restriction()
    {
        var page = await _chromium.PersonAsync(_product.Console);
        await page.GotoAsync("/signin");
        await page.FillAsync("#name", "analyst");
        await page.FillAsync("#password", _product.FirstPassword);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync("**/account?first=1", WhenThere);
        await page.GotoAsync("/decisions?action=throttle&entity=127.7.7.7");
        await page.EvaluateAsync("window.stillTheSamePage = true");

        using var attacker = Visitor.From(_product.Gateway, "127.7.7.7");
        for (var i = 0; i < 30; i++)
        {
            await attacker.LoginAsync($"user{i}@shop.example", "hunter2");
        }

        await page.WaitForSelectorAsync("#rows tr.decision");
        var samePage = await page.EvaluateAsync<bool>("window.stillTheSamePage === true");
        await page.ClickAsync("#rows tr.decision .row-link");
        await page.WaitForSelectorAsync("#t-rules");
        var undo = page.Locator("a[href*='/undo'][data-dialog]").First;
        var restriction = RestrictionId().Match((await undo.GetAttributeAsync("href"))!).Groups[1].Value;
        await undo.ClickAsync();
        await page.FillAsync("dialog textarea", "A tester of ours");
        await page.ClickAsync("dialog button[type=submit]");
        await page.WaitForURLAsync("**done=lifted*", WhenThere);

        Assert.That(samePage, Is.True, "the row came without reload");
        Assert.That(restriction, Has.Length.EqualTo(EventId.TextLength));
        await Eventually.HoldsAsync(
            async () => await AppliedToNextLoginAsync(page, attacker) != restriction, "the undone restriction no longer answers");
    }

    /// <summary>The restriction that answered the next login, as the console tells it; empty where none did.</summary>
    private static async Task<string> AppliedToNextLoginAsync(IPage page, Visitor attacker)
    {
        var answer = await attacker.LoginAsync("one.more@shop.example", "hunter2");
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            return "";
        }

        JsonNode? decision = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var response = await page.APIRequest.GetAsync($"/decisions/{answer.DecisionId}.json");
                decision = response.Ok ? JsonNode.Parse(await response.TextAsync()) : null;
                return decision is not null;
            },
            $"the record of decision {answer.DecisionId}");
        return (string?)decision!["applied"]?["id"] ?? "";
    }

    private static async Task SignInAsync(IPage page, SeedAccount account)
    {
        await page.FillAsync("#username", account.Username);
        await page.FillAsync("#password", account.Password);
        await page.ClickAsync("form[action='/login'] button[type=submit]");
    }

    [GeneratedRegex("/restrictions/([^/]+)/undo")]
    private static partial Regex RestrictionId();
}
