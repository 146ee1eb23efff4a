using Microsoft.Playwright;

namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>One browser for the whole run.</summary>
internal static class Chromium
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run",
    ];

    public static async Task<IBrowser> LaunchAsync()
    {
        var path = Requires.Chromium();
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    public static async Task<IPage> SignedInAsync(
        this IBrowser browser, RunningConsole console, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = console.Address.ToString(), ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin");
        await page.FillAsync("#name", "analyst");
        await page.FillAsync("#password", console.Password);
        await page.ClickAsync("button[type=submit]");
        // Not for its load event: where that came before the question, it never comes again.
        await page.WaitForURLAsync("**/account?first=1", new() { WaitUntil = WaitUntilState.Commit });
        return page;
    }
}
