using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecurityDecisioning.Gateway.Guards;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Guards;

/// <summary>Whose passed challenge counts against a policy's budget: the whole way, over HTTP.</summary>
internal sealed class PassedChallengeTests
{
    [Test]
    public async Task Challenge_that_an_established_account_passes_is_an_overturn_and_a_newcomers_is_none()
    {
        using var folder = new TempFolder();
        await using var app = await SmallApp.StartAsync();
        var clock = new JumpingClock();
        var policy = ProbingPolicy.Text("budget: { overturned: 2%, window: 7d, at_least: 20 }")
            .Replace("throttle", "challenge", StringComparison.Ordinal);
        await using var gateway = await RunningGateway.StartAsync(ProbingPolicy.Settings(folder, app.Address, policy), clock);
        using var regular = new Person(gateway.Address, "127.85.0.1");
        using var newcomer = new Person(gateway.Address, "127.86.0.1");
        await regular.OpenAsync("/page");
        for (var i = 0; i < 6; i++)
        {
            await regular.SignInAsync("alice");
        }

        clock.Jump(TimeSpan.FromDays(8));
        await newcomer.OpenAsync("/page");
        await newcomer.SignInAsync("bob");
        await regular.SignInAsync("alice");
        foreach (var person in new[] { regular, newcomer })
        {
            Assert.That((await person.OpenAsync("/probe")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        }

        await Eventually.HoldsAsync(() => Task.FromResult(Counts(gateway) == (2, 0)), "both are counted, and nobody has passed");
        await newcomer.SolveAsync();
        var strangers = await newcomer.OpenAsync("/probe");
        await regular.SolveAsync();
        var cleared = await regular.OpenAsync("/probe");
        Assert.That((strangers.Status, cleared.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        await Eventually.HoldsAsync(() => Task.FromResult(Counts(gateway).Overturned > 0), "the regular's is an overturn");

        Assert.That(Counts(gateway), Is.EqualTo((2, 1)), "and the newcomer's is none");
        foreach (var id in new[] { strangers.Decision, cleared.Decision })
        {
            Assert.That((await gateway.RecordedAsync(id)).Flags.HasFlag(DecisionFlags.Cleared), Is.True);
        }
    }

    private static (long Touched, long Overturned) Counts(RunningGateway gateway)
    {
        var counts = gateway.Get<GuardBook>().Ask(static overturns => overturns.Count("no-probing", 0));
        return (counts.Touched, counts.Overturned);
    }

    /// <summary>Somebody with a browser that keeps cookies, and an address of their own.</summary>
    private sealed class Person : IDisposable
    {
        private readonly CookieContainer _cookies = new();
        private readonly HttpClient _client;
        private JsonElement _challenge;

        public Person(Uri gateway, string address)
        {
            _client = new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = _cookies,
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            })
            { BaseAddress = gateway };
            _client.DefaultRequestHeaders.UserAgent.ParseAdd(SampleEvents.Browser);
            _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,en");
        }

        public async Task<(HttpStatusCode Status, string Decision)> OpenAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd(path == "/page" ? "text/html" : "application/json");
            using var response = await _client.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.Forbidden)
            {
                _challenge = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("challenge");
            }

            return (response.StatusCode, response.Headers.GetValues("X-Decision-Id").Single());
        }

        public async Task SignInAsync(string name)
        {
            using var form = new FormUrlEncodedContent([new("username", name), new("password", SmallApp.Password)]);
            using var response = await _client.PostAsync("/login", form);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }

        /// <summary>Does the work as docs/enforcement.md tells programs to.</summary>
        public async Task SolveAsync()
        {
            var seed = _challenge.GetProperty("seed").GetString();
            var difficulty = _challenge.GetProperty("difficulty").GetInt32();
            var n = 0L;
            while (ZeroBits(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{n}")))) < difficulty)
            {
                n++;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, _challenge.GetProperty("answer_url").GetString());
            var solution = n.ToString(CultureInfo.InvariantCulture);
            request.Content = JsonContent.Create(new { token = _challenge.GetProperty("token").GetString(), solution });
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await _client.SendAsync(request);
            Assert.That(response.IsSuccessStatusCode, $"{response.StatusCode}");
            var clearance = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clearance").GetString();
            _cookies.Add(_client.BaseAddress!, new Cookie("sd_clearance", clearance));
        }

        public void Dispose() => _client.Dispose();

        private static int ZeroBits(byte[] hash) => BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt64BigEndian(hash));
    }
}
