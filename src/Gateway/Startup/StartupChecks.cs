using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.Gateway.Startup;

/// <summary>What can be known to fail before anything is started, each as one clear line.</summary>
public static class StartupChecks
{
    private static readonly TimeSpan UpstreamPatience = TimeSpan.FromSeconds(3);

    /// <exception cref="StartupException">Somebody else listens on <paramref name="port"/>, or it may not be taken.</exception>
    public static void PortIsFree(IPAddress address, int port, string option)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(address, port);
            listener.Server.ExclusiveAddressUse = true;
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new StartupException($"port {port} needs privileges that this user lacks; choose another with {option}", e);
        }
        catch (SocketException e)
        {
            throw new StartupException($"port {port} on {address} is taken; stop what uses it, or choose another with {option}", e);
        }
    }

    /// <exception cref="StartupException">Nothing can be written to <paramref name="folder"/>.</exception>
    public static void DataFolderIsWritable(string folder)
    {
        try
        {
            MakePrivate(folder);
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"data folder {folder} cannot be written; make it writable, or name another with --data", e);
        }
    }

    /// <summary>
    /// The log in it names who asked for what, so a folder that we make is its owner's only. One that is there keeps the
    /// rights that somebody gave it.
    /// </summary>
    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <exception cref="StartupException">Nobody accepts connections at <paramref name="upstream"/> within 3 s.</exception>
    public static async Task UpstreamAnswersAsync(Uri upstream, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(UpstreamPatience);
        try
        {
            await client.ConnectAsync(upstream.DnsSafeHost, upstream.Port, patience.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new StartupException(
                $"upstream {upstream.GetLeftPart(UriPartial.Authority)} does not answer; start it, or name another with --upstream", e);
        }
    }
}
