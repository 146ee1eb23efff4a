using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tokens;

namespace SecurityDecisioning.Yarp.Tests.Hosting;

/// <summary>Keys of no secrecy.</summary>
internal static class TestKeys
{
    public static byte[] Pseudonym { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static byte[] Token { get; } = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];

    public static byte[] UpstreamKey { get; } = SigningKeys.DeriveUpstream(Token);

    public static Pseudonymizer Pseudonymizer { get; } = new(Pseudonym);

    public static SigningKeys Signing { get; } = new(Token);

    public static IConfiguration EmptyConfiguration { get; } = new ConfigurationBuilder().Build();

    public static void Set(SecurityDecisioningOptions options)
    {
        options.PseudonymKey = Pseudonym;
        options.TokenKey = Token;
    }
}
