using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>The running product: the proxy that decides and, on its own port with its own services, the console.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _proxy;
    private readonly WebApplication _console;

    private GatewayHost(WebApplication proxy, WebApplication console, string? firstPassword)
    {
        _proxy = proxy;
        _console = console;
        FirstPassword = firstPassword;
    }

    public Uri GatewayAddress => AddressOf(_proxy);

    public Uri ConsoleAddress => AddressOf(_console);

    /// <summary>The console's first user.</summary>
    public string FirstUser => ConsoleUsers.FirstUser;

    /// <summary>The first user's password where this start made it, else null.</summary>
    public string? FirstPassword { get; }

    /// <summary>Services of the proxy, for tests and tools in the same process.</summary>
    public IServiceProvider Services => _proxy.Services;

    /// <param name="settings">How to start.</param>
    /// <param name="time">The clock of everything inside; null is the machine's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartupException">Something keeps it from starting; the message says what, and what to do.</exception>
    public static async Task<GatewayHost> StartAsync(
        GatewaySettings settings, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        StartupChecks.DataFolderIsWritable(settings.DataFolder);
        StartupChecks.PortIsFree(settings.Address, settings.GatewayPort, "--gateway-port");
        StartupChecks.PortIsFree(settings.ConsoleAddress, settings.ConsolePort, "--console-port");
        WebApplication? proxy = null;
        WebApplication? console = null;
        try
        {
            proxy = StartupFailures.Translate(() => GatewayApplication.Build(settings, time ?? TimeProvider.System));
            await StartupFailures.TranslateAsync(() => proxy.StartAsync(cancellationToken));
            await StartupFailures.TranslateAsync(() => proxy.Services.GetRequiredService<Recovery>().RunAsync(cancellationToken));
            var users = StartupFailures.Translate(() => new ConsoleUsers(Path.Combine(settings.DataFolder, "console")));
            var firstPassword = users.EnsureFirstUser();
            console = ConsoleApplication.Build(settings, proxy.Services, users);
            await StartupFailures.TranslateAsync(() => console.StartAsync(cancellationToken));
            return new GatewayHost(proxy, console, firstPassword);
        }
        catch
        {
            await StopAsync(console);
            await StopAsync(proxy);
            throw;
        }
    }

    /// <summary>Completes when the process is told to stop or a listener stops by itself.</summary>
    public async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var one = _proxy.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        using var other = _console.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        using var cancelled = cancellationToken.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }

    /// <summary>Console first, so that nobody acts on a gateway that is going; then requests, projections, log.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_console);
        await StopAsync(_proxy);
    }

    private static async Task StopAsync(WebApplication? app)
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
