using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

/// <summary>What upstreams are told besides the action, over real HTTP.</summary>
internal sealed class ObligationTests
{
    [Test]
    public async Task Upstream_reads_headers_and_tags_and_can_tell_that_they_are_ours()
    {
        await using var host = await StartAsync();
        host.Script.Decide = Oblige;

        var told = await host.Client.GetStringAsync("/a");

        Assert.That(told, Is.EqualTo("stuffing|header;X-Risk-Tag=stuffing,tag;sale%2C1,review;required|verified"));
    }

    [Test]
    public async Task Upstream_that_changes_one_word_cannot_verify()
    {
        await using var host = await StartAsync(spoil: true);
        host.Script.Decide = Oblige;

        Assert.That(await host.Client.GetStringAsync("/a"), Does.EndWith("|forged"));
    }

    [TestCase("X-Risk-Tag")]
    [TestCase("x_RISK_tag")]
    [TestCase("X-SD-Obligations")]
    public async Task What_a_client_writes_there_does_not_arrive(string name)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a");
        request.Headers.TryAddWithoutValidation(name, "trusted");
        using var answer = await host.SendAsync(request);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("||forged"));
    }

    [Test]
    public async Task Route_in_shadow_obliges_nobody()
    {
        await using var host = await StartAsync(metadata: new() { ["Sd.Mode"] = "shadow" });
        host.Script.Decide = Oblige;

        Assert.That(await host.Client.GetStringAsync("/a"), Is.EqualTo("||forged"));
    }

    private static void Oblige(SecurityEvent request, Decision decision) => decision.Obligations.AddRange(
    [
        new(ObligationKind.Header, "X-Risk-Tag", "stuffing"), new(ObligationKind.Tag, "sale,1"), new(ObligationKind.Webhook, "soc"),
        new(ObligationKind.Review, "required"),
    ]);

    private static Task<ProxyHost> StartAsync(bool spoil = false, Dictionary<string, string>? metadata = null)
    {
        var verifier = new RiskHeaderVerifier(TestKeys.UpstreamKey, TimeSpan.FromMinutes(1), TimeProvider.System);
        return ProxyHost.StartAsync(
            context =>
            {
                var headers = context.Request.Headers;
                if (spoil)
                {
                    headers[RiskHeaderNames.Obligations] = headers[RiskHeaderNames.Obligations].ToString().Replace("sale", "sold");
                }

                var tags = headers.Where(h => h.Key.Replace('_', '-').Equals("X-Risk-Tag", StringComparison.OrdinalIgnoreCase));
                var told = string.Join(',', tags.Select(h => h.Value.ToString()));
                return context.Response.WriteAsync(
                    $"{told}|{headers[RiskHeaderNames.Obligations]}|{(verifier.VerifyObligations(headers) ? "verified" : "forged")}");
            },
            metadata);
    }
}
