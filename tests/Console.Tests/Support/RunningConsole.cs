using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using SecurityDecisioning.Console.Decisions;
using SecurityDecisioning.Console.Hosting;
using SecurityDecisioning.Console.Restrictions;
using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>The console on a real port, over real stores.</summary>
internal sealed class RunningConsole : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private RunningConsole(TimeProvider clock, HealthReport? health)
    {
        Clock = clock;
        var options = new ConsoleOptions { DataFolder = _folder["console"], Port = 0 };
        Users = new ConsoleUsers(options.DataFolder);
        Password = Users.EnsureFirstUser()!;
        _app = ConsoleHost.Build(
            options,
            new ConsoleStores { Decisions = Decisions, Restrictions = Restrictions, Health = () => health ?? HealthReport.Unknown },
            Users,
            clock);
    }

    public TimeProvider Clock { get; }

    public ConsoleUsers Users { get; }

    public string Password { get; }

    public DecisionReader Decisions { get; } = new();

    public RestrictionDesk Restrictions { get; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<RunningConsole> StartAsync(TimeProvider? clock = null, HealthReport? health = null)
    {
        var console = new RunningConsole(clock ?? TimeProvider.System, health);
        await console._app.StartAsync();
        console.Address = new Uri(console._app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single());
        return console;
    }

    public void Add(Decision decision) => Decisions.Add(decision);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
