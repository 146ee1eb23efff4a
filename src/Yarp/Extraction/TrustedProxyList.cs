using System.Net;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>The addresses whose forwarded-address header is believed.</summary>
internal sealed class TrustedProxyList
{
    private readonly IPNetwork[] _networks;

    public TrustedProxyList(IEnumerable<string> blocks)
    {
        var networks = new List<IPNetwork>();
        foreach (var block in blocks)
        {
            if (!TryParse(block, out var network))
            {
                throw new ArgumentException($"`{block}` is no address and no CIDR block", nameof(blocks));
            }

            networks.Add(network);
        }

        _networks = [.. networks];
    }

    public bool IsEmpty => _networks.Length == 0;

    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        var bits = address.GetAddressBytes().Length * 8;
        network = new IPNetwork(address, bits);
        return true;
    }
}
