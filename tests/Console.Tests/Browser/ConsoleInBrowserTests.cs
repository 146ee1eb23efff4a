using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SecurityDecisioning.Console.Tests.Pages;
using SecurityDecisioning.Console.Tests.Support;

namespace SecurityDecisioning.Console.Tests.Browser;

/// <summary>What needs scripts and rendering, in Debian's Chromium.</summary>
internal sealed class ConsoleInBrowserTests
{
    /// <summary>Every rule is asked; what passed is only named, not listed element by element.</summary>
    private static readonly AxeRunOptions Violations = new() { ResultTypes = [ResultType.Violations] };

    private readonly ShopTraffic _traffic = new(11);
    private RunningConsole _console = null!;
    private IBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.LaunchAsync();
        _console = await RunningConsole.StartAsync();
        await _console.AddAsync([.. _traffic.Day(_console.NowMs, 120)]);
        await _console.AddAsync([.. _traffic.Restrictions]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            await _console.DisposeAsync();
        }
    }

    [Test]
    public async Task New_decision_appears_by_itself_and_not_while_paused()
    {
        var page = await _browser.SignedInAsync(_console);
        var problems = Listen(page);
        await page.GotoAsync("/decisions?threat=session_hijacking");
        await page.EvaluateAsync("window.stillTheSamePage = true");
        var fresh = _traffic.Hijack(_console.NowMs);
        await _console.AddAsync(fresh);
        await page.WaitForSelectorAsync($"#rows tr:first-child[data-id='{fresh.Id}']", new() { Timeout = 60_000 });

        await page.ClickAsync("[data-live-toggle]");
        var whilePaused = _traffic.Hijack(_console.NowMs);
        await _console.AddAsync(whilePaused);
        await page.WaitForTimeoutAsync(5000);
        var hidden = await page.Locator($"tr[data-id='{whilePaused.Id}']").CountAsync();
        await page.ClickAsync("[data-live-toggle]");
        await page.WaitForSelectorAsync($"tr[data-id='{whilePaused.Id}']", new() { Timeout = 60_000 });

        Assert.Multiple(async () =>
        {
            Assert.That(hidden, Is.Zero);
            Assert.That(await page.EvaluateAsync<bool>("window.stillTheSamePage === true"), Is.True);
            Assert.That(problems, Is.Empty);
        });
    }

    [Test]
    public async Task Undo_goes_through_a_dialog_that_asks_why()
    {
        var traffic = new ShopTraffic(99);
        traffic.Hijack(_console.NowMs - 1000);
        var restriction = traffic.Restrictions.Single();
        await _console.AddAsync(restriction);
        var page = await _browser.SignedInAsync(_console);
        var problems = Listen(page);
        await page.GotoAsync("/restrictions");
        await page.ClickAsync($"tr[data-id='{restriction.Id}'] a[data-dialog]");
        await page.WaitForSelectorAsync("dialog[open] textarea");
        await page.ClickAsync("dialog button[type=submit]");
        var askedFor = await page.EvaluateAsync<bool>("document.querySelector('dialog textarea').validity.valueMissing");
        await page.FillAsync("dialog textarea", "A false alarm");
        await page.ClickAsync("dialog button[type=submit]");
        await page.WaitForURLAsync("**/restrictions?done=lifted");

        Assert.Multiple(async () =>
        {
            Assert.That(askedFor, Is.True);
            Assert.That(await page.Locator($"tr[data-id='{restriction.Id}']").CountAsync(), Is.Zero);
            Assert.That((await _console.Ledger.FindAsync(restriction.Id))!.Lift!.Reason, Is.EqualTo("A false alarm"));
            Assert.That(problems, Is.Empty);
        });
    }

    [Test]
    public async Task Catalogue_narrows_while_one_types_and_keeps_the_search_in_the_address()
    {
        var page = await _browser.SignedInAsync(_console);
        var problems = Listen(page);
        await page.GotoAsync("/features");
        await page.EvaluateAsync("window.stillTheSamePage = true");
        await page.Locator("#c-q").PressSequentiallyAsync("geo_velocity");
        await page.WaitForURLAsync("**/features?q=geo_velocity", new() { WaitUntil = WaitUntilState.Commit });
        await Says(page, "1 of ");
        var found = await page.Locator("#catalogue [data-copy]").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.copy)");
        await page.FillAsync("#c-q", "");
        await page.SelectOptionAsync("#c-window", "5m");
        await page.WaitForURLAsync("**/features?window=5m", new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForSelectorAsync("#catalogue [data-copy='f.ip.requests_5m']");

        Assert.Multiple(async () =>
        {
            Assert.That(found, Is.EqualTo(new[] { "f.account.geo_velocity" }));
            Assert.That(await page.Locator("#catalogue [data-copy$=_1h]").CountAsync(), Is.Zero);
            Assert.That(await page.EvaluateAsync<bool>("window.stillTheSamePage === true"), Is.True);
            Assert.That(problems, Is.Empty);
        });
    }

    [Test]
    public async Task Chip_of_a_window_copies_the_name_that_a_policy_takes()
    {
        var page = await _browser.SignedInAsync(_console);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/features");
        await page.ClickAsync("[id='ip.login_failed_5m']");
        await Says(page, "Name copied");

        Assert.That(await page.EvaluateAsync<string>("navigator.clipboard.readText()"), Is.EqualTo("f.ip.login_failed_5m"));
    }

    [Test]
    public async Task Catalogue_is_one_stop_of_the_tab_key_a_table_and_arrows_reach_every_name()
    {
        var page = await _browser.SignedInAsync(_console);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/features?kind=ip");
        var names = await page.Locator("#catalogue [data-copy]").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.copy)");
        await TabToAsync(page, "#catalogue [data-copy]");
        var reached = new List<string>();
        for (var i = 0; i < names.Length; i++)
        {
            reached.Add(await page.EvaluateAsync<string>("document.activeElement.dataset.copy"));
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowDown");
        var second = await page.EvaluateAsync<string>("document.activeElement.dataset.copy");
        await page.Keyboard.PressAsync("Enter");
        await Says(page, "Name copied");
        await page.Keyboard.PressAsync("Tab");
        var after = await page.EvaluateAsync<bool>("document.activeElement.closest('#catalogue') === null");
        await page.Keyboard.PressAsync("Shift+Tab");

        Assert.Multiple(async () =>
        {
            Assert.That(names, Has.Length.GreaterThan(50));
            Assert.That(reached, Is.EqualTo(names));
            Assert.That(await page.EvaluateAsync<string>("navigator.clipboard.readText()"), Is.EqualTo(second).And.Not.EqualTo(names[0]));
            Assert.That(after, Is.True, "one Tab leaves the table");
            Assert.That(
                await page.EvaluateAsync<string>("document.activeElement.dataset.copy"), Is.EqualTo(second), "and one comes back to where one was");
        });
    }

    /// <summary>Waits without a script in the page: its policy forbids those that come as text, and polling them is such a one.</summary>
    private static Task Says(IPage page, string beginning) =>
        page.Locator("#notice").Filter(new() { HasTextString = beginning }).WaitForAsync(new() { State = WaitForSelectorState.Attached });

    [Test]
    public async Task Focus_from_the_keyboard_can_be_seen()
    {
        var page = await _browser.SignedInAsync(_console);
        await page.GotoAsync("/features");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");

        Assert.That(await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"), Is.EqualTo("solid"));
    }

    [Test]
    public async Task Every_page_passes_axe_in_light_and_dark([Values] bool dark)
    {
        var decision = _traffic.Stuffing(_console.NowMs - 10);
        await _console.AddAsync(decision);
        var page = await _browser.SignedInAsync(_console, scheme: dark ? ColorScheme.Dark : ColorScheme.Light);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        var problems = Listen(page);
        var found = new List<string>();
        var cases = await SampleCases.AddAsync(_console, decision);
        var draft = await PolicyPagesTests.ProposeAsync(_console, "jane", "Challenge earlier");
        await PolicyPagesTests.RollOutAsync(_console);
        var work = await WorkAsync(page);
        var green = await WorkAsync(page, text => text + "# green\n");
        string[] policies =
        [
            "/policies/propose", work, green, $"{work}/document?name=scraping.yaml", $"{work}/document?name=account-takeover.yaml",
            $"/policies/propose/{_console.Policies.State.Live}",
            "/policies", "/policies/versions", "/policies/history", $"/policies/versions/{draft}",
            $"/policies/step?act=Reject&version={draft}", $"/policies/show/{_console.Policies.Rollout.Live.Policies[0].Name}",
        ];
        foreach (var url in policies.Concat(new[] { "/", "/decisions", "/decisions?route=nothing", $"/decisions/{decision.Id}", "/restrictions", "/restrictions?past=1", "/restrictions/new", "/cases", "/cases?closed=1", "/cases/new", "/cases/snoozes", cases.Open, cases.Closed, "/entity?key=ip:203.0.113.9", "/account", "/find?q=x", "/features", "/features?q=nothing+like+it", "/features#ip.login_failed_5m" }))
        {
            await page.GotoAsync(url);
            await page.WaitForTimeoutAsync(300);
            // An address that points at an element changes how that one looks; the page around it is looked at without.
            var result = url.Contains('#', StringComparison.Ordinal)
                ? await page.Locator($"[id='{url.Split('#')[1]}']").RunAxe(Violations)
                : await page.RunAxe(Violations);
            found.AddRange(result.Violations.Select(v => $"{url} {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }

        Assert.Multiple(() =>
        {
            Assert.That(found, Is.Empty);
            Assert.That(problems, Is.Empty);
        });
    }

    [Test]
    public async Task Nothing_runs_off_a_phones_screen()
    {
        var page = await _browser.SignedInAsync(_console, width: 360, height: 740);
        var wide = new List<string>();
        var draft = await PolicyPagesTests.ProposeAsync(_console, "jane", "Challenge earlier");
        await PolicyPagesTests.RollOutAsync(_console);
        var work = await WorkAsync(page);
        foreach (var url in new[] { "/policies/propose", work, $"{work}/document?name=scraping.yaml", "/", "/decisions", "/restrictions", "/entity?key=ip:203.0.113.9", "/account", "/features", $"/features?q={new string('x', 100)}", "/policies", "/policies/versions", "/policies/history", $"/policies/versions/{draft}" })
        {
            await page.GotoAsync(url);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 360)
            {
                wide.Add(url);
            }
        }

        Assert.That(wide, Is.Empty);
    }

    [Test]
    public async Task Document_is_changed_checked_and_handed_in_with_the_keyboard_alone()
    {
        var page = await _browser.SignedInAsync(_console);
        var problems = Listen(page);
        await page.GotoAsync("/policies/show/scraping");
        await TabToAsync(page, "a[href*='document?name=scraping.yaml']");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "#text");
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("# by keyboard");
        await TabToAsync(page, "button[value=save]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("[data-saved]");
        await TabToAsync(page, "#main a.button[href^='/policies/propose/']");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "#note");
        await page.Keyboard.TypeAsync("Says who typed it");
        await TabToAsync(page, "button[value=hand-in]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/policies/versions/*done=HandedIn");

        var version = new Uri(page.Url).Segments[^1];
        Assert.Multiple(() =>
        {
            Assert.That(_console.Policies.State.Find(version)!.Proposers, Is.EquivalentTo(new[] { "analyst" }));
            Assert.That(_console.Policies.ContentOf(version)!.Documents.Single(d => d.Name == "scraping.yaml").Text, Does.EndWith("# by keyboard"));
            Assert.That(problems, Is.Empty);
        });
    }

    [Test]
    public async Task Text_that_was_not_saved_comes_back_in_the_same_tab()
    {
        var page = await _browser.SignedInAsync(_console);
        var dialogs = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            dialogs.Add(dialog.Type);
            await dialog.AcceptAsync();
        };
        var document = $"/policies/propose/{_console.Policies.State.Live}/document?name=api-abuse.yaml";
        await page.GotoAsync(document);
        await page.FillAsync("#text", "half a thought");
        await page.GotoAsync("/decisions");
        await page.GotoAsync(document);
        var back = await page.InputValueAsync("#text");
        await page.ClickAsync("button[value=save]");
        await page.WaitForSelectorAsync("[data-saved]");
        await page.GotoAsync(document);

        Assert.Multiple(async () =>
        {
            Assert.That(dialogs, Does.Contain("beforeunload"));
            Assert.That(back, Is.EqualTo("half a thought"));
            Assert.That(await page.InputValueAsync("#text"), Does.Contain("name: api-abuse"), "the version is as it was");
        });
    }

    [Test]
    public async Task Finding_leads_to_its_line()
    {
        var page = await _browser.SignedInAsync(_console);
        var work = await WorkAsync(page);
        await page.GotoAsync(work);
        await page.ClickAsync(".findings li:has-text('modde') a");
        await page.WaitForSelectorAsync("#text");

        var marked = await page.EvaluateAsync<string>(
            "(() => { const t = document.getElementById('text'); return t.value.slice(t.selectionStart, t.selectionEnd); })()");
        Assert.That(marked, Is.EqualTo("modde: shadow"));
    }

    [Test]
    public async Task Finding_about_a_long_line_stays_within_its_card()
    {
        var page = await _browser.SignedInAsync(_console);
        await WorkAsync(page, static t => t.Replace("mode: shadow", $"modde: {new string('x', 300)}", StringComparison.Ordinal));

        var line = await page.Locator(".finding-line").First.BoundingBoxAsync();
        var card = await page.Locator(".card:has(.findings)").BoundingBoxAsync();
        Assert.That(line!.X + line.Width, Is.LessThan(card!.X + card.Width));
    }

    /// <summary>A working copy, with a mistake in it where nothing else is to be changed.</summary>
    private async Task<string> WorkAsync(IPage page, Func<string, string>? edit = null)
    {
        await page.GotoAsync($"/policies/propose/{_console.Policies.State.Live}/document?name=scraping.yaml");
        var text = await page.InputValueAsync("#text");
        edit ??= static t => t.Replace("mode: shadow", "modde: shadow", StringComparison.Ordinal);
        await page.FillAsync("#text", edit(text));
        await page.ClickAsync("button[value=save]");
        await page.WaitForSelectorAsync("[data-saved]");
        return new Uri(page.Url).AbsolutePath.Replace("/document", "", StringComparison.Ordinal);
    }

    /// <summary>Presses Tab until what is looked for has the focus.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        await page.WaitForSelectorAsync(selector);
        for (var i = 0; i < 150; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).First.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"150 tabs do not reach {selector}");
    }

    /// <summary>Errors of scripts and of the content policy.</summary>
    private static List<string> Listen(IPage page)
    {
        var problems = new List<string>();
        page.PageError += (_, text) => problems.Add(text);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                problems.Add(message.Text);
            }
        };
        return problems;
    }
}
