using System.Net;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class ClientAddressResolverTests
{
    [TestCase("203.0.113.5", "198.51.100.1", "203.0.113.5", true)]
    [TestCase("203.0.113.5", null, "203.0.113.5", false)]
    [TestCase("10.0.0.1", "198.51.100.1", "198.51.100.1", false)]
    [TestCase("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1", false)]
    [TestCase("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1", false)]
    [TestCase("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3", false)]
    [TestCase("10.0.0.1", "1.1.1.1, garbage, 10.0.0.2", "10.0.0.2", false)]
    [TestCase("10.0.0.1", "garbage", "10.0.0.1", false)]
    [TestCase("10.0.0.1", "198.51.100.1:4711", "198.51.100.1", false)]
    [TestCase("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7", false)]
    [TestCase("10.0.0.1", "2001:db8::7", "2001:db8::7", false)]
    [TestCase("10.0.0.1", "1", "10.0.0.1", false)]
    [TestCase("10.0.0.1", ",,,", "10.0.0.1", false)]
    public void Forwarded_for_counts_up_to_the_last_hop_that_is_not_ours(string peer, string? header, string expected, bool forged) =>
        Assert.That(Resolve(peer, "X-Forwarded-For", header, ForwardedHeaderKind.XForwardedFor), Is.EqualTo((expected, forged)));

    [TestCase("for=198.51.100.1;proto=https", "198.51.100.1")]
    [TestCase("for=1.1.1.1, proto=https;For=\"198.51.100.1:80\", for=10.1.1.1", "198.51.100.1")]
    [TestCase("for=\"[2001:db8::7]:80\"", "2001:db8::7")]
    [TestCase("for=unknown", "10.0.0.1")]
    [TestCase("for=_hidden, for=10.0.0.2", "10.0.0.2")]
    public void Forwarded_is_read_as_rfc_7239_writes_it(string header, string expected) =>
        Assert.That(Resolve("10.0.0.1", "Forwarded", header, ForwardedHeaderKind.Forwarded).Address, Is.EqualTo(expected));

    [Test]
    public void Header_that_the_proxies_do_not_write_is_not_read() =>
        Assert.That(
            Resolve("10.0.0.1", "Forwarded", "for=1.1.1.1", ForwardedHeaderKind.XForwardedFor).Address, Is.EqualTo("10.0.0.1"));

    private static (string Address, bool Forged) Resolve(string peer, string name, string? header, ForwardedHeaderKind kind)
    {
        var options = new SecurityDecisioningOptions { ForwardedHeader = kind };
        options.TrustedProxies.Add("10.0.0.0/8");
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (header is not null)
        {
            context.Request.Headers[name] = header;
        }

        var address = new ClientAddressResolver(options).Resolve(context, out var forged, out _);
        return (address.ToString(), forged);
    }
}
