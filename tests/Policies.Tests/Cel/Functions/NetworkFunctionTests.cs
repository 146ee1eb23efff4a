using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Tests.Cel.Functions;

/// <summary>Addresses as an attacker may spell them: what is in a range is in it under every name, or is refused.</summary>
[TestFixture]
internal sealed class NetworkFunctionTests
{
    [TestCase("cidr('10.0.0.0/8').containsIP('10.255.255.255')", "true")]
    [TestCase("cidr('10.0.0.0/8').containsIP('11.0.0.0')", "false")]
    [TestCase("cidr('10.0.0.0/8').containsIP(ip('::ffff:a00:1'))", "true")]
    [TestCase("cidr('::ffff:a00:0/104').containsIP('10.1.2.3')", "true")]
    [TestCase("cidr('0.0.0.0/0').containsIP('255.255.255.255')", "true")]
    [TestCase("cidr('0.0.0.0/0').containsIP('::1')", "false")]
    [TestCase("cidr('::/0').containsIP('ffff::')", "true")]
    [TestCase("cidr('10.1.2.3/32').containsIP('10.1.2.3')", "true")]
    [TestCase("cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')", "true")]
    [TestCase("cidr('10.1.2.3/0').masked()", "cidr(\"0.0.0.0/0\")")]
    [TestCase("cidr('10.1.2.3/8').ip()", "ip(\"10.1.2.3\")")]
    [TestCase("cidr('10.0.0.0/8').containsCIDR('10.0.0.0/7')", "false")]
    [TestCase("ip('2001:DB8:0:0:0:0:0:1')", "ip(\"2001:db8::1\")")]
    [TestCase("ip('ff02::1').isLinkLocalMulticast() && ip('ff12::1').isLinkLocalMulticast() && !ip('ff05::1').isLinkLocalMulticast()", "true")]
    [TestCase("ip('febf::1').isLinkLocalUnicast() && !ip('fec0::1').isLinkLocalUnicast()", "true")]
    [TestCase("ip('127.255.0.1').isLoopback() && !ip('::2').isLoopback()", "true")]
    [TestCase("isIP('1.2.3') || isIP('1.2.3.4.5') || isIP('01.2.3.4') || isIP('0x1.2.3.4') || isIP('1.2.3.256') || isIP(' 1.2.3.4')", "false")]
    [TestCase("isIP('[::1]') || isIP('::1%eth0') || isIP('::1/128') || isIP(':') || isIP('') || isIP('1::2::3') || isIP('::1.2.3.4')", "false")]
    [TestCase("isCIDR('10.0.0.0/33') || isCIDR('10.0.0.0/-1') || isCIDR('10.0.0.0/08') || isCIDR('::/129') || isCIDR('10.0.0.0')", "false")]
    [TestCase("{'a': ip('::1')}.a in [ip('::1')]", "true")]
    public void Address_is_what_it_names(string source, string value) =>
        Assert.That(CelTexts.Evaluate(source).ToString(), Is.EqualTo(value));

    [Test]
    public void Every_address_that_is_written_reads_as_itself() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261121, 3), Prop.ForAll(
            ArbMap.Default.ArbFor<uint[]>().Filter(words => words is { Length: >= 4 }),
            words =>
            {
                var bits = new UInt128(((ulong)words[0] << 32) | words[1], ((ulong)words[2] << 32) | words[3]);
                return ReadsAsItself(new CelIp(bits, isV6: true)) && ReadsAsItself(new CelIp(words[0], isV6: false));
            }));

    private static bool ReadsAsItself(CelIp address) =>
        address.IsV6 && address.Bits >> 32 == 0xFFFF ? true : CelIp.TryParse(address.ToString(), out var again) && address.Equals(again);
}
