using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

/// <summary>A revoked session stays revoked, however a client dresses it up for an upstream that still reads it.</summary>
internal sealed class SessionCredentialTests
{
    private static readonly Dictionary<string, string> Route = new() { [RouteMetadata.SessionCookie] = "sid" };

    [TestCase("sid=stolen", "")]
    [TestCase("sid=junk; sid=stolen", "", Description = "the upstream reads the last")]
    [TestCase("sid=stolen; sid=junk", "", Description = "the upstream reads the first")]
    [TestCase("sid=; sid=stolen", "")]
    [TestCase("SID=stolen", "", Description = "the upstream takes names in any case")]
    [TestCase("sid=%73tolen", "", Description = "the upstream decodes values")]
    [TestCase("sid=stolen", "junk")]
    [TestCase("sid=junk", "stolen", Description = "the upstream reads the token")]
    [TestCase("", "stolen")]
    public async Task Revoked_session_cannot_hide_behind_another_credential(string cookies, string bearer)
    {
        await using var host = await ProxyHost.StartAsync(static context => context.Response.WriteAsync("secret"), Route);
        host.Script.Revoke(host.Services.GetRequiredService<Pseudonymizer>().OfSession("stolen"));

        using var response = await SendAsync(host, cookies, bearer);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Session_that_signed_in_counts_before_an_invented_one()
    {
        await using var host = await ProxyHost.StartAsync(static context => context.Response.WriteAsync("page"), Route);
        var known = host.Services.GetRequiredService<Pseudonymizer>().OfSession("real");
        host.Services.GetRequiredService<SessionDirectory>().Learn(known, SampleEvents.Id("alice"), long.MaxValue);

        using var response = await SendAsync(host, "sid=junk; sid=real", "");

        Assert.That(host.Sink.Events.First().Session, Is.EqualTo(known));
    }

    private static Task<HttpResponseMessage> SendAsync(ProxyHost host, string cookies, string bearer)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, "/account");
        if (cookies.Length > 0)
        {
            message.Headers.Add("Cookie", cookies);
        }

        if (bearer.Length > 0)
        {
            message.Headers.Add("Authorization", $"Bearer {bearer}");
        }

        return host.SendAsync(message);
    }
}
