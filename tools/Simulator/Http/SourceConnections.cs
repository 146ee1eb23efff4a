using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>
/// Connections by source address. Linux lets a socket bind to any address of 127.0.0.0/8, so the gateway sees each simulated
/// network as its peer and need not believe a forwarded-address header. Bounded: the longest unused are closed first.
/// </summary>
internal sealed class SourceConnections(bool bindSource) : IDisposable
{
    private const int Most = 256;
    private readonly Dictionary<ClientAddress, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Lock _gate = new();

    public async Task<HttpResponseMessage> SendAsync(
        ClientAddress source, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var entry = Rent(bindSource ? source : default);
        try
        {
            return await entry.Client.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref entry.InUse);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var entry in _byUse)
            {
                entry.Client.Dispose();
            }

            _byUse.Clear();
            _entries.Clear();
        }
    }

    private Entry Rent(ClientAddress source)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(source, out var node))
            {
                _byUse.Remove(node);
            }
            else
            {
                Trim();
                node = new LinkedListNode<Entry>(new Entry(source, Connect(source)));
                _entries.Add(source, node);
            }

            _byUse.AddFirst(node);
            Interlocked.Increment(ref node.Value.InUse);
            return node.Value;
        }
    }

    private void Trim()
    {
        for (var node = _byUse.Last; node is not null && _entries.Count >= Most;)
        {
            var previous = node.Previous;
            if (Volatile.Read(ref node.Value.InUse) == 0)
            {
                _byUse.Remove(node);
                _entries.Remove(node.Value.Source);
                node.Value.Client.Dispose();
            }

            node = previous;
        }
    }

    private static HttpMessageInvoker Connect(ClientAddress source) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(source, context.DnsEndPoint, cancellationToken),
    });

    private static async ValueTask<Stream> ConnectAsync(ClientAddress source, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!source.IsNone)
            {
                socket.Dispose();
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(source.ToIPAddress(), 0));
            }

            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Entry(ClientAddress source, HttpMessageInvoker client)
    {
        public int InUse;

        public ClientAddress Source { get; } = source;

        public HttpMessageInvoker Client { get; } = client;
    }
}
