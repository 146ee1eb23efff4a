using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Simulator.Scenarios;

/// <summary>
/// The geography of the simulated world. All of 127.0.0.0/8 is loopback on Linux, so a client can really connect from any of
/// its addresses: the second octet stands for the country, the third for the network.
/// </summary>
public static class SimulatedCountries
{
    private const int FirstOctet = 10;

    private static readonly string[] Codes =
        ["DE", "FR", "NL", "PL", "ES", "IT", "GB", "SE", "AT", "US", "BR", "VN", "NG", "ID", "IN", "UA", "TR", "MX", "ZA", "KR"];

    /// <summary>Countries that the shop's customers live in: the first nine.</summary>
    internal const int CustomerCountries = 9;

    internal static int Count => Codes.Length;

    /// <summary>The address 127.(10 + country).network.host.</summary>
    internal static ClientAddress Address(int country, int network, int host) => new(
        0, 0x0000_FFFF_7F00_0000UL | ((ulong)(FirstOctet + country) << 16) | ((ulong)(byte)network << 8) | (byte)host);

    /// <summary>ISO code of the country an address stands for, empty outside the simulated world.</summary>
    public static string Of(ClientAddress address)
    {
        var index = (int)((address.Low >> 16) & 0xFF) - FirstOctet;
        var isLoopback = address.IsIPv4 && ((address.Low >> 24) & 0xFF) == 127;
        return isLoopback && index >= 0 && index < Codes.Length ? Codes[index] : "";
    }

    /// <summary>The same as a table of <c>cidr,country</c>, as the gateway reads one.</summary>
    public static string ToCsv()
    {
        var text = new StringBuilder("# cidr,country: the simulated networks\n");
        for (var i = 0; i < Codes.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"127.{FirstOctet + i}.0.0/16,{Codes[i]}\n");
        }

        return text.ToString();
    }
}
