using System.Net;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

/// <summary>What the application's enrichment is shown, and what of it reaches the events.</summary>
internal sealed class EnrichmentTests
{
    private static readonly ClientAgent Agent = new(AgentFamily.Edge, 126, AgentSystem.Windows, AgentDevice.Desktop, AgentBot.None);

    [Test]
    public async Task Enrichment_sees_what_the_client_says_and_its_findings_are_in_both_events()
    {
        var seen = "";
        await using var host = await ProxyHost.StartAsync(
            static context => context.Response.WriteAsync("page"),
            configure: options => options.Enrich = (in ClientSignals s) =>
            {
                seen = $"{s.Address}|{s.UserAgent}|{s.Brands}|{s.Mobile}|{s.Platform}";
                return new ClientFacts
                {
                    Country = "SE", Asn = 64_500, Place = new GeoPoint(1, 2, 3), Network = NetworkTraits.Vpn, Agent = Agent,
                    Hints = HintAgreement.Agree,
                };
            });
        var message = new HttpRequestMessage(HttpMethod.Get, "/enriched");
        message.Headers.TryAddWithoutValidation("User-Agent", new string('u', 400));
        message.Headers.Add("Sec-CH-UA", "\"Chromium\";v=\"126\"");
        message.Headers.Add("Sec-CH-UA-Mobile", "?0");
        message.Headers.Add("Sec-CH-UA-Platform", "\"Windows\"");
        using var response = await host.SendAsync(message);
        var (request, outcome) = await host.Sink.PairAsync("/enriched");

        Assert.That(seen, Is.EqualTo($"127.0.0.1|{new string('u', 400)}|\"Chromium\";v=\"126\"|?0|\"Windows\""));
        using (Assert.EnterMultipleScope())
        {
            foreach (var e in new[] { request, outcome })
            {
                Assert.That(
                    (e.Country, e.Asn, e.Place, e.Network, e.Agent, e.Hints, e.Ja4),
                    Is.EqualTo(("SE", 64_500u, new GeoPoint(1, 2, 3), NetworkTraits.Vpn, Agent, HintAgreement.Agree, 0UL)));
            }
        }
    }

    [Test]
    public async Task Without_enrichment_a_request_passes_and_nothing_is_known()
    {
        await using var host = await ProxyHost.StartAsync(static context => context.Response.WriteAsync("page"));
        using var response = await host.BrowseAsync("/plain");
        var (request, _) = await host.Sink.PairAsync("/plain");

        Assert.That(
            (response.StatusCode, request.Country, request.Asn, request.Agent), Is.EqualTo((HttpStatusCode.OK, "", 0u, default(ClientAgent))));
    }

    [Test]
    public async Task Enrichment_that_throws_is_a_failure_of_ours_and_the_route_fails_open()
    {
        await using var host = await ProxyHost.StartAsync(
            static context => context.Response.WriteAsync("page"),
            configure: options => options.Enrich = static (in ClientSignals _) => throw new InvalidOperationException("broken"));
        using var response = await host.BrowseAsync("/");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(host.Sink.Decisions.Single().Flags.HasFlag(DecisionFlags.FailedOpen), Is.True);
    }

    [TestCase(false, 42UL)]
    [TestCase(true, 0UL)]
    public void Fingerprint_of_a_connection_is_the_clients_only_without_a_proxy_between(bool trustedPeer, ulong expected)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new TlsFingerprint(42));

        Assert.That(ClientReader.Ja4Of(context, trustedPeer), Is.EqualTo(expected));
    }
}
