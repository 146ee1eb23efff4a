using System.Net;
using System.Net.Sockets;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Somebody with an address of their own: all of 127/8 is this machine, so no forwarding header has to be trusted.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;

    private Visitor(HttpClient client) => _client = client;

    /// <summary>A program with a browser's name; it keeps its cookies.</summary>
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

    /// <summary>Somebody who sends all that a browser sends.</summary>
    public static Visitor InBrowser(Uri gateway, string address)
    {
        var visitor = From(gateway, address);
        visitor._client.DefaultRequestHeaders.Clear();
        BrowserHeaders.AddTo(visitor._client.DefaultRequestHeaders);
        return visitor;
    }

    public async Task<LoginAnswer> LoginAsync(string username, string password, string? forwardedFor = null, Uri? gateway = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway ?? _client.BaseAddress!, "/login"))
        {
            Content = new FormUrlEncodedContent([new("username", username), new("password", password)]),
        };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await _client.SendAsync(request);
        return new LoginAnswer(response.StatusCode, DecisionOf(response));
    }

    public async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        return response.StatusCode;
    }

    /// <summary>One GET, with a bearer token where one is given.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return _client.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent body) => _client.PostAsync(path, body);

    public void Dispose() => _client.Dispose();

    public static string DecisionOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Decision-Id", out var ids) ? ids.Single() : "";
}
