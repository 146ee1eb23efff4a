using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>The whole gateway in this process: real listeners on free ports, the shipped policies, a folder of the test's own.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly GatewayHost _host;

    private RunningGateway(GatewayHost host) => _host = host;

    public Uri Address => _host.GatewayAddress;

    public Uri Console => _host.ConsoleAddress;

    public string? FirstPassword => _host.FirstPassword;

    public static GatewaySettings Settings(string data, Uri upstream) => new()
    {
        GatewayPort = 0,
        ConsolePort = 0,
        DataFolder = data,
        PolicyFolder = Repository.File("policies"),
        ModelFolder = null,
        Upstream = upstream,
    };

    public static Task<RunningGateway> StartAsync(string data, Uri upstream) => StartAsync(Settings(data, upstream));

    public static async Task<RunningGateway> StartAsync(GatewaySettings settings, TimeProvider? time = null) =>
        new(await GatewayHost.StartAsync(settings, time: time));

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>The decision as the records hold it, once the projection has taken it.</summary>
    public async Task<Decision> RecordedAsync(string id)
    {
        Assert.That(EventId.TryParse(id, out var eventId), Is.True, $"`{id}` is no decision id");
        var records = Get<IDecisionRecords>();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(20))
        {
            if (await records.FindAsync(eventId) is { } record)
            {
                return DecisionCodec.Read(record.Encoded.Span);
            }
        }

        throw new AssertionException($"decision {id} did not reach the records within {Patience}");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
