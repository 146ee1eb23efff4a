using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Console.Assets;
using SecurityDecisioning.Console.Cases;
using SecurityDecisioning.Console.Decisions;
using SecurityDecisioning.Console.Overview;
using SecurityDecisioning.Console.Policies;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Console.WorkingCopies;

namespace SecurityDecisioning.Console.Hosting;

/// <summary>
/// Builds the console as a web application of its own: own port, own services, own pipeline, no configuration of the host's.
/// The caller starts and stops it, and owns the stores.
/// </summary>
public static class ConsoleHost
{
    private const long LargestForm = 16 * 1024;

    /// <exception cref="ArgumentException">The options are not usable; the message names every problem.</exception>
    public static WebApplication Build(
        ConsoleOptions options, ConsoleStores stores, ConsoleUsers users, TimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        // An empty builder reads neither files nor environment: the gateway's addresses and log settings stay the gateway's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ConsoleHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
            kestrel.Listen(options.Address, options.Port);
        });

        AddConsole(builder.Services, options, stores, users, clock ?? TimeProvider.System);
        if (loggers is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        }

        var app = builder.Build();
        UseConsole(app);
        return app;
    }

    private static void AddConsole(
        IServiceCollection services, ConsoleOptions options, ConsoleStores stores, ConsoleUsers users, TimeProvider clock)
    {
        services.AddSingleton(options).AddSingleton(new DecisionReader(stores.Decisions, stores.Decode));
        services.AddSingleton(stores.Ledger).AddSingleton(stores.Desk).AddSingleton<RestrictionForms>();
        services.AddSingleton(stores.Cases).AddSingleton(stores.CaseDesk).AddSingleton(stores.SnoozeDesk).AddSingleton<CaseForms>();
        services.AddSingleton(stores.Policies).AddSingleton<PolicyDesk>();
        services.AddSingleton<WorkingCopyStore>().AddSingleton<WorkingCopyDesk>().AddSingleton<CopyChecks>();
        services.AddSingleton(stores.Health).AddSingleton(users).AddSingleton(clock);
        services.AddSingleton<SignInThrottle>().AddSingleton<OverviewReader>();
        services.AddRouting(routing => routing.LowercaseUrls = true);
        services.AddConsoleSignIn(options);
        services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = [.. options.AllowedHosts];
            filter.AllowEmptyHosts = false;
        });
        services.AddRazorPages(pages => pages.Conventions.AllowAnonymousToPage("/SignIn").AllowAnonymousToPage("/Problem"));
    }

    private static void UseConsole(WebApplication app)
    {
        app.UseMiddleware<HostFilteringMiddleware>();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/problem/500");
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapEmbeddedAssets();
        app.MapDecisionDownload();
        app.MapOverview();
        app.MapPolicies();
        app.MapCases();
        app.MapRazorPages();
    }
}
