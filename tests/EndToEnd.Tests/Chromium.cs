using Microsoft.Playwright;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Debian's Chromium.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Chromium> LaunchAsync()
    {
        var path = Requires.Chromium();
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments }));
    }

    /// <summary>A person of their own: no cookie is shared with another page.</summary>
    public async Task<IPage> PersonAsync(Uri site)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = site.ToString(), UserAgent = SampleEvents.Browser });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
