using SecurityDecisioning.DemoShop.Accounts;
using SecurityDecisioning.DemoShop.Data;
using SecurityDecisioning.DemoShop.Endpoints;
using SecurityDecisioning.DemoShop.Web;

namespace SecurityDecisioning.DemoShop;

/// <summary>Puts the shop together.</summary>
public static class ShopHost
{
    /// <summary>A shop that is ready to start; its database is made and filled where it is missing.</summary>
    /// <exception cref="IOException">The data folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The data folder cannot be written to.</exception>
    public static WebApplication Build(ShopOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Listen(options.Address, options.Port);
        });

        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new PasswordHash(options.PasswordRounds));
        builder.Services.AddSingleton<ShopDatabase>();
        builder.Services.AddSingleton<UserStore>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<ResetStore>();
        builder.Services.AddSingleton<CartStore>();
        builder.Services.AddSingleton<OrderStore>();
        builder.Services.AddSingleton<ApiTokens>();
        builder.Services.AddSingleton<Visitors>();

        var app = builder.Build();
        app.Services.GetRequiredService<ShopDatabase>().Prepare();
        app.UseMiddleware<AnswerGuard>();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseWebSockets();
        app.MapCatalog();
        app.MapCart();
        app.MapAccounts();
        app.MapResets();
        app.MapApi();
        app.MapLive();
        app.MapAssets();
        return app;
    }
}
