using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Hosting;
using SecurityDecisioning.Gateway.Tests.Support;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Tests.Hosting;

/// <summary>Every answer has one reference, whoever gave it.</summary>
internal sealed class AnswerIdsTests
{
    private static readonly TempFolder Folder = new();
    private static readonly List<string> Instruments = [];
    private static MeterListener s_listener = null!;
    private static SmallApp s_app = null!;
    private static RunningGateway s_gateway = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        s_listener = new MeterListener { InstrumentPublished = (instrument, _) => Note(instrument.Name) };
        s_listener.Start();
        s_app = await SmallApp.StartAsync();
        s_gateway = await RunningGateway.StartAsync(
            RunningGateway.Settings(Folder["data"], s_app.Address) with { Upstream = null, ConfigurationFile = Configuration() });
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        s_listener.Dispose();
        await s_gateway.DisposeAsync();
        await s_app.DisposeAsync();
        Folder.Dispose();
    }

    [TestCase("GET", "/app", 200)]
    [TestCase("GET", "/refusing", 502, Description = "nobody listens there")]
    [TestCase("GET", "/empty", 503, Description = "no destination")]
    [TestCase("GET", "/lost", 503, Description = "no cluster: the enforcement point is not asked")]
    [TestCase("GET", "/slow", 504, Description = "the upstream takes too long")]
    [TestCase("GET", "/unknown", 404, Description = "no route")]
    [TestCase("POST", "/app", 405, Description = "no route for the method")]
    [TestCase("GET", "/.sd/health", 200)]
    [TestCase("POST", "/.sd/health", 404)]
    [TestCase("GET", "/.sd/nothing", 404)]
    [TestCase("GET", "/.sd/challenge", 405)]
    [TestCase("POST", "/.sd/challenge", 403)]
    public async Task Answer_has_one_reference(string method, string path, int status)
    {
        using var client = Client.From(s_gateway.Address, "127.20.0.1");

        var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(EventId.TryParse(answer.DecisionId, out _), Is.True, $"`{answer.DecisionId}`");
    }

    [TestCase("/app")]
    [TestCase("/refusing")]
    [TestCase("/slow")]
    [TestCase("/empty")]
    public async Task Reference_of_what_was_decided_is_its_decision(string path)
    {
        using var client = Client.From(s_gateway.Address, "127.20.0.2");

        var answer = await client.GetAsync(path);

        Assert.That((await s_gateway.RecordedAsync(answer.DecisionId)).Event.Path, Is.EqualTo(path));
    }

    [Test]
    public async Task Answer_while_starting_has_a_reference()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/login";

        await new ReadinessGate(_ => throw new AssertionException("not let in"), new Readiness(), TimeProvider.System).InvokeAsync(context);

        Assert.That(context.Response.StatusCode, Is.EqualTo(StatusCodes.Status503ServiceUnavailable));
        Assert.That(EventId.TryParse(context.Response.Headers["X-Decision-Id"].ToString(), out _), Is.True);
    }

    [Test]
    public async Task Failures_of_ours_are_500_and_one_line_a_second_without_what_the_client_sent()
    {
        using var lines = new RecordingLoggers();
        var clock = new ManualTimeProvider();
        var sut = new AnswerIds(
            _ => throw new FormatException("no address: alice@shop.example"), clock, lines.CreateLogger<AnswerIds>());
        var ids = new List<string>();

        for (var i = 0; i < 3; i++)
        {
            var context = new DefaultHttpContext();
            await sut.InvokeAsync(context);
            Assert.That(context.Response.StatusCode, Is.EqualTo(StatusCodes.Status500InternalServerError));
            ids.Add(context.Response.Headers["X-Decision-Id"].ToString());
        }

        Assert.That(lines.Lines.Single(), Does.Contain(ids[0]).And.Contain("System.FormatException").And.Not.Contain("alice"));
        clock.Advance(TimeSpan.FromSeconds(1));
        await sut.InvokeAsync(new DefaultHttpContext());
        Assert.That(lines.Lines, Has.Count.EqualTo(2));
        Assert.That(lines.Lines[1], Does.Contain("2 more"));
    }

    [Test]
    public void Features_are_measured()
    {
        lock (Instruments)
        {
            Assert.That(Instruments, Does.Contain("sd.features.entities"));
        }
    }

    [Test]
    public void Consoles_key_folder_is_no_warning()
    {
        var logger = s_gateway.Get<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager");

        Assert.That((logger.IsEnabled(LogLevel.Warning), logger.IsEnabled(LogLevel.Error)), Is.EqualTo((false, true)));
    }

    private static void Note(string instrument)
    {
        lock (Instruments)
        {
            Instruments.Add(instrument);
        }
    }

    private static string Configuration()
    {
        var path = Folder["gateway.json"];
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            ReverseProxy = new
            {
                Routes = new Dictionary<string, object>
                {
                    ["app"] = new { ClusterId = "app", Match = new { Path = "/app", Methods = new[] { "GET" } } },
                    ["refusing"] = new { ClusterId = "refusing", Match = new { Path = "/refusing" } },
                    ["empty"] = new { ClusterId = "empty", Match = new { Path = "/empty" } },
                    ["lost"] = new { Match = new { Path = "/lost" } },
                    ["slow"] = new { ClusterId = "slow", Match = new { Path = "/slow" } },
                },
                Clusters = new Dictionary<string, object>
                {
                    ["app"] = Cluster(s_app.Address.ToString()),
                    ["refusing"] = Cluster("http://127.0.0.1:1"),
                    ["empty"] = new { },
                    ["slow"] = Cluster(s_app.Address.ToString(), "00:00:00.200"),
                },
            },
        }));
        return path;

        static object Cluster(string address, string timeout = "00:01:40") => new
        {
            HttpRequest = new { ActivityTimeout = timeout },
            Destinations = new Dictionary<string, object> { ["one"] = new { Address = address } },
        };
    }
}
