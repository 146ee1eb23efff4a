using Microsoft.Playwright;
using SecurityDecisioning.Console.Hosting;
using SecurityDecisioning.Console.Tests.Pages;
using SecurityDecisioning.Console.Tests.Support;

namespace SecurityDecisioning.Console.Tests.Browser;

/// <summary>
/// Pictures of every page for people to look at: set SD_SCREENSHOTS to a folder, and SD_SCREENSHOTS_OF to the names of the few that
/// are wanted.
/// </summary>
[Explicit("makes pictures, checks nothing")]
internal sealed class ScreenshotTests
{
    [Test]
    public async Task Every_page_light_and_dark_wide_and_narrow()
    {
        var folder = Environment.GetEnvironmentVariable("SD_SCREENSHOTS");
        Requires.Component(folder is not null, "a folder for pictures in SD_SCREENSHOTS");
        await using var console = await RunningConsole.StartAsync(health: new HealthReport(
        [
            new("Event log", true, "Local segments, 412 MB; last sync under a second ago."),
            new("Feature store", true, "184,220 entities of 1,000,000."),
            new("Ranker", true, "Model 9f2c41d0, 200 trees."),
            new("Policies", false, "policies/scraping.yaml line 12 does not compile; the last good set stays in force."),
        ]));
        var traffic = new ShopTraffic(7);
        var day = traffic.Day(console.NowMs, 6000);
        await console.AddAsync([.. day]);
        await console.AddAsync([.. traffic.Restrictions]);

        var draft = await PolicyPagesTests.ProposeAsync(console, "jane", "Challenge a little earlier");
        await PolicyPagesTests.RollOutAsync(console);

        await using var browser = await Chromium.LaunchAsync();
        var interesting = day.Last(d => d.Issued.Count > 0 && d.Action != ActionKind.Allow);
        var cases = await SampleCases.AddAsync(console, interesting);
        var pages = new (string Name, string Url)[]
        {
            ("overview", "/?range=1h"), ("decisions", "/decisions"), ("decision", $"/decisions/{interesting.Id}"), ("restrictions", "/restrictions"),
            ("past", "/restrictions?past=1"), ("entity", "/entity?key=ip:203.0.113.9"), ("account", "/account"), ("new", "/restrictions/new"), ("cases", "/cases"), ("case-open", cases.Open), ("case-closed", cases.Closed), ("new-case", "/cases/new"),
            ("snoozes", "/cases/snoozes"),
            ("empty", "/decisions?route=none"), ("missing", "/nothing"), ("features", "/features"), ("features-found", "/features?q=login+failed"),
            ("features-entry", "/features#account.login_surprise"), ("features-chip", "/features#ip.login_failed_5m"),
            ("features-none", "/features?q=zebra"), ("policies", "/policies"), ("policy-versions", "/policies/versions"),
            ("policy-version", $"/policies/versions/{draft}"), ("policy-history", "/policies/history"),
            ("policy-show", $"/policies/show/{console.Policies.Rollout.Live.Policies[0].Name}"),
            ("policy-step", $"/policies/step?act=Reject&version={draft}"),
        };
        var only = (Environment.GetEnvironmentVariable("SD_SCREENSHOTS_OF") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var (device, width, height) in new[] { ("wide", 1440, 900), ("phone", 390, 844) })
            {
                var page = await browser.SignedInAsync(console, width, height, scheme);
                var work = await WorkAsync(page, console.Policies.State.Live);
                (string, string)[] working =
                [
                    ("propose", "/policies/propose"), ("work", work), ("work-document", $"{work}/document?name=scraping.yaml"),
                    ("work-new", $"/policies/propose/{console.Policies.State.Live}"),
                ];
                foreach (var (name, url) in pages.Concat(working).Where(p => only.Length == 0 || only.Contains(p.Item1)))
                {
                    await page.GotoAsync(url);
                    await page.WaitForTimeoutAsync(400);
                    await page.ScreenshotAsync(new()
                    {
                        Path = Path.Combine(folder!, $"{name}-{device}-{scheme.ToString().ToLowerInvariant()}.png"),
                        FullPage = name is "decision" or "entity" or "work" or "work-document" || device == "phone" && name is "overview",
                    });
                }

                if (only.Length > 0)
                {
                    continue;
                }

                await page.GotoAsync("/restrictions");
                await page.ClickAsync(".col-state a[data-dialog]");
                await page.WaitForSelectorAsync("dialog[open]");
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, $"undo-{device}-{scheme.ToString().ToLowerInvariant()}.png") });
                await page.Context.ClearCookiesAsync();
                await page.GotoAsync("/signin");
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, $"signin-{device}-{scheme.ToString().ToLowerInvariant()}.png") });
            }
        }
    }

    private static async Task<string> WorkAsync(IPage page, string live)
    {
        await page.GotoAsync($"/policies/propose/{live}/document?name=scraping.yaml");
        var text = await page.InputValueAsync("#text");
        await page.FillAsync("#text", text.Replace("mode: shadow", "modde: shadow", StringComparison.Ordinal));
        await page.ClickAsync("button[value=save]");
        await page.WaitForSelectorAsync("[data-saved]");
        return new Uri(page.Url).AbsolutePath.Replace("/document", "", StringComparison.Ordinal);
    }
}
