using System.Text.Json;
using SecurityDecisioning.Console.Decisions;

namespace SecurityDecisioning.Console.Tests.Decisions;

internal sealed class ClientWordsTests
{
    private static readonly SecurityEvent Known = SampleEvents.Request() with
    {
        Asn = 64_500,
        Place = new GeoPoint(5_933, -1_807, 20),
        Network = NetworkTraits.Tor | NetworkTraits.Vpn | NetworkTraits.List3,
        Agent = new ClientAgent(AgentFamily.Chrome, 126, AgentSystem.Windows, AgentDevice.Desktop, AgentBot.None),
        Hints = HintAgreement.Contradict,
        Ja4 = 0xAB,
    };

    [Test]
    public void Everything_that_is_known_is_told_in_words() => Assert.That(
        ClientWords.Facts(Known),
        Is.EqualTo(new[]
        {
            ("Place", "59.33 -18.07 ±20 km"),
            ("Network", "AS64500, Tor, VPN, list 3"),
            ("Software", "Chrome 126 on Windows, desktop; its client hints say something else"),
            ("TLS client", "00000000000000ab"),
        }));

    [Test]
    public void Nothing_is_said_of_what_is_unknown() => Assert.That(ClientWords.Facts(SampleEvents.Request()), Is.Empty);

    [TestCase(AgentBot.Google, "Google's robot, by its own words")]
    [TestCase(AgentBot.Other, "a robot, by its own words")]
    public void Robot_is_told_as_its_own_claim(AgentBot bot, string words) => Assert.That(
        ClientWords.Software(Known with { Agent = new ClientAgent(AgentFamily.Bot, 2, AgentSystem.Unknown, AgentDevice.Bot, bot) }),
        Is.EqualTo(words));

    [Test]
    public void Json_carries_what_is_known_and_null_for_an_unknown_place()
    {
        using var known = JsonDocument.Parse(DecisionJson.Write(new Decision { Event = Known }));
        using var unknown = JsonDocument.Parse(DecisionJson.Write(new Decision { Event = SampleEvents.Request() }));
        var client = known.RootElement.GetProperty("event");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(client.GetProperty("place").GetProperty("latitude").GetDouble(), Is.EqualTo(59.33));
            Assert.That(client.GetProperty("asn").GetInt64(), Is.EqualTo(64_500));
            Assert.That(client.GetProperty("network").EnumerateArray().Select(n => n.GetString()), Is.EqualTo(new[] { "tor", "vpn", "list3" }));
            Assert.That(client.GetProperty("hints").GetString(), Is.EqualTo("contradict"));
            Assert.That(client.GetProperty("ja4").GetString(), Is.EqualTo("00000000000000ab"));
            Assert.That(unknown.RootElement.GetProperty("event").GetProperty("place").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }
}
