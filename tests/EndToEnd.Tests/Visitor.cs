using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Somebody with an address of their own: all of 127/8 is this machine, so no forwarding header has to be trusted.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;

    private Visitor(HttpClient client) => _client = client;

    public static Visitor From(Uri gateway, string address)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = gateway };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(SampleEvents.Browser);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en");
        return new Visitor(client);
    }

    public async Task<LoginAnswer> LoginAsync(string username, string password)
    {
        using var form = new FormUrlEncodedContent([new("username", username), new("password", password)]);
        using var response = await _client.PostAsync("/login", form);
        response.Headers.TryGetValues("X-Decision-Id", out var ids);
        return new LoginAnswer(response.StatusCode, ids?.Single() ?? "");
    }

    public async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        return response.StatusCode;
    }

    public void Dispose() => _client.Dispose();
}
