using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityDecisioning.Gateway.Tests.Support;

/// <summary>Somebody with an address of their own: all of 127/8 is this machine, so no forwarding header has to be trusted.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient _client;

    private Client(HttpClient client) => _client = client;

    public static Client From(Uri gateway, string address)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = gateway };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(SampleEvents.Browser);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en");
        return new Client(client);
    }

    public Task<Answer> LoginAsync(string username, string password = "guess") => SendAsync(new HttpRequestMessage(HttpMethod.Post, "/login")
    {
        Content = new FormUrlEncodedContent([new("username", username), new("password", password)]),
    });

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request);
            response.Headers.TryGetValues("X-Decision-Id", out var ids);
            return new Answer(response.StatusCode, ids?.Single() ?? "", await response.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Sends bytes that no client library would, and returns the status line.</summary>
    public static async Task<string> SendRawAsync(Uri gateway, string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Host, gateway.Port);
        var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        }
        catch (IOException)
        {
            // Refused before it was all sent: the answer is what counts.
        }

        using var reader = new StreamReader(stream, Encoding.Latin1);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await reader.ReadLineAsync(patience.Token) ?? "";
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, string DecisionId, string Body)
    {
        /// <summary>The gateway answered instead of the app.</summary>
        public bool IsStopped => Status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests;
    }
}
