using System.Globalization;

namespace SecurityDecisioning.Console.Decisions;

/// <summary>What enrichment found out about a client, as people read it; empty where it found nothing.</summary>
internal static class ClientWords
{
    /// <summary>Every fact there is, with its title.</summary>
    public static IEnumerable<(string Title, string Words)> Facts(SecurityEvent e) =>
        new[] { ("Place", e.Place.ToString()), ("Network", Network(e)), ("Software", Software(e)), ("TLS client", Fingerprint(e)) }
            .Where(f => f.Item2.Length > 0);

    public static string Software(SecurityEvent e)
    {
        var agent = e.Agent;
        if (agent.Bot != AgentBot.None)
        {
            return agent.Bot == AgentBot.Other ? "a robot, by its own words" : $"{agent.Bot}'s robot, by its own words";
        }

        if (agent.IsNone)
        {
            return "";
        }

        var version = agent.Version == 0 ? "" : $" {agent.Version.ToString(CultureInfo.InvariantCulture)}";
        var system = agent.System == AgentSystem.Unknown ? "" : $" on {agent.System}";
        var device = agent.Device == AgentDevice.Unknown ? "" : $", {agent.Device.ToString().ToLowerInvariant()}";
        var hints = e.Hints == HintAgreement.Contradict ? "; its client hints say something else" : "";
        return $"{(agent.Family == AgentFamily.Unknown ? "unknown software" : agent.Family)}{version}{system}{device}{hints}";
    }

    public static string Network(SecurityEvent e)
    {
        var parts = new List<string>();
        if (e.Asn != 0)
        {
            parts.Add($"AS{e.Asn.ToString(CultureInfo.InvariantCulture)}");
        }

        foreach (var trait in Enum.GetValues<NetworkTraits>())
        {
            if (trait != NetworkTraits.None && e.Network.HasFlag(trait))
            {
                parts.Add(NameOf(trait));
            }
        }

        return string.Join(", ", parts);
    }

    /// <summary>The stored half of the fingerprint's hash, in hexadecimal.</summary>
    public static string Fingerprint(SecurityEvent e) => e.Ja4 == 0 ? "" : e.Ja4.ToString("x16", CultureInfo.InvariantCulture);

    private static string NameOf(NetworkTraits trait) => trait switch
    {
        NetworkTraits.Vpn => "VPN",
        NetworkTraits.Allowed => "on the allow list",
        NetworkTraits.PublicProxy => "public proxy",
        NetworkTraits.ResidentialProxy => "residential proxy",
        >= NetworkTraits.List1 => $"list {int.Log2((int)trait) - 7}",
        NetworkTraits.Hosting or NetworkTraits.Anonymous => trait.ToString().ToLowerInvariant(),
        _ => trait.ToString(),
    };
}
