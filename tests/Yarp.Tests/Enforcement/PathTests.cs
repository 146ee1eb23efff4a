using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tests.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

/// <summary>One place has many spellings: which of them the gateway takes for it, and what the upstream sees.</summary>
internal sealed class PathTests
{
    private ProxyHost _host;

    [SetUp]
    public async Task SetUp() => _host = await ProxyHost.StartAsync(Target, routes:
    [
        new RouteConfig
        {
            RouteId = "admin", ClusterId = "app", Match = new RouteMatch { Path = "/admin/{**rest}" },
            Metadata = new Dictionary<string, string> { [RouteMetadata.Operation] = "admin" },
        },
        new RouteConfig { RouteId = "page", ClusterId = "app", Match = new RouteMatch { Path = "{**path}" } },
    ]);

    [TearDown]
    public async Task TearDown() => await _host.DisposeAsync();

    // What the upstream sees is the server's and the proxy's doing: decoded once, dot segments gone, encoded again.
    [TestCase("/admin/users", "/admin/users", "/admin/users")]
    [TestCase("/%61dmin/users", "/admin/users", "/admin/users")]
    [TestCase("/x/../admin/users", "/admin/users", "/admin/users")]
    [TestCase("/x/%2e%2e/admin/users", "/admin/users", "/admin/users")]
    [TestCase("//admin/users", "/admin/users", "//admin/users")]
    [TestCase("///admin//users", "/admin/users", "///admin//users")]
    [TestCase("/admin;x=1/users", "/admin/users", "/admin;x=1/users")]
    [TestCase("/;/admin/users", "/admin/users", "/;/admin/users")]
    [TestCase("/ADMIN/users/", "/ADMIN/users/", "/ADMIN/users/")]
    [TestCase("/%2561dmin/users", "/admin/users", null)]
    [TestCase("/admin%2Fusers", "/admin/users", null)]
    [TestCase("/admin%5Cusers", "/admin/users", null)]
    public async Task Spelling_of_a_path_is_taken_for_what_it_stands_for(string sent, string read, string? upstream)
    {
        var (status, body) = await AskAsync(sent);
        var (request, outcome) = await _host.Sink.PairAsync(read);

        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(200));
            Assert.That((request.Operation, request.Route), Is.EqualTo((Operation.Admin, "admin")));
            Assert.That(outcome.Route, Is.EqualTo("admin"));
            Assert.That(body, upstream is null ? Does.StartWith("/") : Is.EqualTo(upstream));

            // Whatever it is, an upstream that decodes once more sees nothing that the gateway did not read.
            Assert.That(PlainPath.TryRead(Uri.UnescapeDataString(body), out var seen) ? seen : "", Is.EqualTo(read));
        });
    }

    [TestCase("/shop/..;/admin/users")]
    [TestCase("/admin/..;/shop")]
    [TestCase("/shop/%252e%252e/admin")]
    [TestCase("/shop%2F..%2Fadmin")]
    [TestCase("/shop%5c..%5cadmin")]
    public async Task Path_that_can_lead_to_two_places_is_refused(string sent)
    {
        var (status, _) = await AskAsync(sent);
        await AskAsync("/after");
        await _host.Sink.PairAsync("/after");

        Assert.That(status, Is.EqualTo(400));
        Assert.That(_host.Sink.Events.Select(e => e.Path).Distinct(), Is.EqualTo(new[] { "/after" }), "nothing was decided or forwarded");
    }

    private static Task Target(HttpContext context) =>
        context.Response.WriteAsync(context.Features.Get<IHttpRequestFeature>()!.RawTarget);

    /// <summary>Bytes as they are: a client library would tidy the path up.</summary>
    private async Task<(int Status, string Body)> AskAsync(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Address.Host, _host.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (answer.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            body = body.Split("\r\n") is [_, var first, ..] ? first : "";
        }

        return (int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture), body);
    }
}
