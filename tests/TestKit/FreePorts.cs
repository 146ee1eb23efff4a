using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.TestKit;

/// <summary>
/// Ports for processes that a test starts. Below the range from which systems take the ports of outgoing connections (Linux from
/// 32768, RFC 6335 from 49152): one of those may be gone again before its process listens, and while a killed process is away.
/// </summary>
public static class FreePorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Test processes that run beside each other begin at places far from each other, and each goes on from its own.
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port on which nobody listened a moment ago, another at each call.</summary>
    /// <exception cref="IOException">All of them are taken.</exception>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + ((Interlocked.Increment(ref _next) & int.MaxValue) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new IOException($"All ports from {First} to {First + Count - 1} are taken; stop what listens on them.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
