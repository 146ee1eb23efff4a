using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.DemoShop.Tests;

/// <summary>A real shop on a free port with its own data folder.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private WebApplication _app = null!;

    public ManualTimeProvider Time { get; } = new();

    public Uri Address { get; private set; } = null!;

    public string Folder => _folder.Path;

    public static async Task<RunningShop> StartAsync()
    {
        var shop = new RunningShop();
        // Few rounds: the tests are about the shop, not about PBKDF2.
        shop._app = ShopHost.Build(new ShopOptions { Port = 0, Data = shop._folder.Path, PasswordRounds = 10 }, shop.Time);
        await shop._app.StartAsync();
        shop.Address = new Uri(shop._app.Urls.First());
        return shop;
    }

    /// <summary>A browser: keeps cookies, shows redirects.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, int account = 0) => browser.PostAsync(
        "/login", Form(("username", SeedAccounts.All[account].Username), ("password", SeedAccounts.All[account].Password)));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
