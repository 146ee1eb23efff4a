using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Tests.Hosting;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Tests.Tokens;

internal sealed class SignedTokenTests
{
    private const long NowMs = SampleEvents.StartMs;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SecurityEvent Client = SampleEvents.Request(device: "laptop");

    private static IEnumerable<TestCaseData> Kinds()
    {
        yield return new TestCaseData(DeviceToken.New(TestKeys.Signing, NowMs), (Func<string, object>)OpenDevice).SetArgDisplayNames("device");
        yield return new TestCaseData(ClearanceToken.New(TestKeys.Signing, Client, NowMs + 1000), (Func<string, object>)OpenClearance).SetArgDisplayNames("clearance");
        yield return new TestCaseData(ChallengeToken.New(TestKeys.Signing, Client, 18, NowMs + 1000), (Func<string, object>)OpenChallenge).SetArgDisplayNames("challenge");
    }

    [TestCaseSource(nameof(Kinds))]
    public void Token_opens_as_it_was_sealed(string token, Func<string, object> open) =>
        Assert.That(open(token), Is.EqualTo(TokenState.Valid));

    [TestCaseSource(nameof(Kinds))]
    public void Token_with_any_bit_changed_is_forged(string token, Func<string, object> open)
    {
        for (var at = 0; at < token.Length; at++)
        {
            for (var bit = 0; bit < 6; bit++)
            {
                var changed = Alphabet[Alphabet.IndexOf(token[at], StringComparison.Ordinal) ^ (1 << bit)];
                Assert.That(open(token[..at] + changed + token[(at + 1)..]), Is.EqualTo(TokenState.Forged), $"character {at}, bit {bit}");
            }
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public void Token_of_another_length_is_forged(string token, Func<string, object> open) =>
        Assert.Multiple(() =>
        {
            foreach (var text in new[] { "", "A", token[..^1], token[..^4], token + "A", token + "AAAA", token + "=", " " + token, new string('A', 100_000) })
            {
                Assert.That(open(text), Is.EqualTo(TokenState.Forged), text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        });

    [TestCaseSource(nameof(Kinds))]
    public void No_text_whatever_opens(string token, Func<string, object> open) =>
        Prop.ForAll<string>(text => text == token || text is null || open(text).Equals(TokenState.Forged)).QuickCheckThrowOnFailure();

    [Test]
    public void Token_of_one_kind_never_passes_as_another()
    {
        var clearance = ClearanceToken.New(TestKeys.Signing, Client, NowMs + 1000);

        Assert.That(OpenDevice(clearance), Is.EqualTo(TokenState.Forged));
        Assert.That(OpenChallenge(clearance), Is.EqualTo(TokenState.Forged));
    }

    [Test]
    public void Token_of_another_master_key_is_forged()
    {
        var other = new SigningKeys(TestKeys.Pseudonym);

        Assert.That(OpenDevice(DeviceToken.New(other, NowMs)), Is.EqualTo(TokenState.Forged));
    }

    [Test]
    public void Clearance_of_a_device_follows_it_to_another_network_and_nobody_else()
    {
        var token = ClearanceToken.New(TestKeys.Signing, Client, NowMs + 1000);
        var elsewhere = SampleEvents.Request(ip: "198.51.100.7").Ip;

        Assert.That(Open(Client.Device, elsewhere, NowMs), Is.EqualTo(TokenState.Valid));
        Assert.That(Open(SampleEvents.Id("phone"), Client.Ip, NowMs), Is.EqualTo(TokenState.Foreign));
        Assert.That(Open(default, Client.Ip, NowMs), Is.EqualTo(TokenState.Foreign));
        Assert.That(Open(Client.Device, Client.Ip, NowMs + 1000), Is.EqualTo(TokenState.Expired));

        TokenState Open(Pseudonym device, ClientAddress address, long nowMs) =>
            ClearanceToken.Open(TestKeys.Signing, token, device, address, Client.UserAgent, nowMs);
    }

    [TestCase("203.0.113.9", "203.0.113.9", TokenState.Valid)]
    [TestCase("203.0.113.9", "203.0.113.77", TokenState.Foreign, Description = "a neighbour in the /24")]
    [TestCase("203.0.113.9", "203.0.114.9", TokenState.Foreign)]
    [TestCase("2001:db8:1:2::9", "2001:db8:1:2:aaaa::77", TokenState.Valid, Description = "privacy addresses change within the /64")]
    [TestCase("2001:db8:1:2::9", "2001:db8:1:3::9", TokenState.Foreign, Description = "a neighbour in the /48")]
    public void Clearance_without_a_device_holds_at_its_address_only(string given, string used, TokenState expected)
    {
        var client = SampleEvents.Request(ip: given);
        var token = ClearanceToken.New(TestKeys.Signing, client, NowMs + 1000);

        Assert.That(Open(used, client.UserAgent), Is.EqualTo(expected));
        Assert.That(Open(given, "curl/8"), Is.EqualTo(TokenState.Foreign), "another user agent");

        TokenState Open(string ip, string userAgent) =>
            ClearanceToken.Open(TestKeys.Signing, token, default, SampleEvents.Request(ip: ip).Ip, userAgent, NowMs);
    }

    private static object OpenDevice(string text) => DeviceToken.Open(TestKeys.Signing, text, NowMs, new byte[16]);

    private static object OpenClearance(string text) =>
        ClearanceToken.Open(TestKeys.Signing, text, Client.Device, Client.Ip, Client.UserAgent, NowMs);

    private static object OpenChallenge(string text) => ChallengeToken.Open(TestKeys.Signing, text, Client, NowMs, out _);
}
