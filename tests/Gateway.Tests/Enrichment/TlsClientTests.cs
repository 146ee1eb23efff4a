using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Features.Enrichment.Tls;
using SecurityDecisioning.Gateway.Tests.Support;

namespace SecurityDecisioning.Gateway.Tests.Enrichment;

/// <summary>Fingerprints of real clients, as bytes on a socket and through the gateway's TLS.</summary>
internal sealed class TlsClientTests
{
    [Test]
    public async Task Chromium_has_the_fingerprint_published_for_it()
    {
        using var folder = new TempFolder();
        var chromium = Requires.Chromium();
        var fingerprint = await CaptureAsync(port => Start(
            chromium, "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={folder["profile"]}",
            "--host-resolver-rules=MAP shop.example 127.0.0.1", $"https://shop.example:{port}/"));
        TestContext.Out.WriteLine(fingerprint);

        // FoxIO publishes the ciphers' hash for Chromium in ja4plus-mapping.csv; the extensions differ by version. Debian's
        // Chromium 156 gave t13d1517h2_8daaf6152771_cb7bf5808d99, which is published as well (sigalg-grease.pcapng).
        Assert.That(fingerprint, Does.Match("^t13d15[0-9]{2}h2_8daaf6152771_[0-9a-f]{12}$"));
    }

    [Test]
    public async Task Library_and_command_line_have_fingerprints_of_their_own()
    {
        var ours = await CaptureAsync(port => DialAsync(port, SslProtocols.Tls12 | SslProtocols.Tls13));
        var older = await CaptureAsync(port => DialAsync(port, SslProtocols.Tls12));
        var openssl = await CaptureAsync(port => Start(Requires.Program("openssl", "openssl"), "s_client", "-connect", $"127.0.0.1:{port}"));
        TestContext.Out.WriteLine($"{ours} {older} {openssl}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ours, Does.StartWith("t13d").And.Match("h2_"));
            Assert.That(older, Does.StartWith("t12d"));
            Assert.That(openssl, Does.StartWith("t13i"), "it names no server");
            Assert.That(new[] { ours, older, openssl }, Is.Unique);
        }
    }

    [Test]
    public async Task Requests_over_TLS_carry_the_fingerprint_of_their_connection()
    {
        using var folder = new TempFolder();
        var thumbprint = WriteCertificate(folder);
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address) with
        {
            TlsCertificate = folder["cert.pem"], TlsKey = folder["key.pem"],
        });

        var first = await EventAsync(gateway, thumbprint, SslProtocols.Tls13, HttpVersion.Version20);
        var again = await EventAsync(gateway, thumbprint, SslProtocols.Tls13, HttpVersion.Version20);
        var other = await EventAsync(gateway, thumbprint, SslProtocols.Tls12, HttpVersion.Version11);
        var captured = await CaptureAsync(port => DialAsync(port, SslProtocols.Tls13, [SslApplicationProtocol.Http2], "127.0.0.1"));
        TestContext.Out.WriteLine(captured);

        var curl = Requires.Program("curl", "curl");
        var curled = await CurlAsync(gateway, curl);
        var curlCaptured = await CaptureAsync(port => Start(curl, "--http2", "-ks", $"https://127.0.0.1:{port}/"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(curled.Agent.Family, Is.EqualTo(AgentFamily.Curl));
            Assert.That(curled.Ja4, Is.EqualTo(Ja4.HashOf(curlCaptured)));
            Assert.That(first.Ja4, Is.EqualTo(Ja4.HashOf(captured)), "as the same client's bytes on a plain socket say");
            Assert.That(again.Ja4, Is.EqualTo(first.Ja4), "one kind of client, one fingerprint");
            Assert.That(other.Ja4, Is.Not.Zero.And.Not.EqualTo(first.Ja4));
            Assert.That(first.Traits.HasFlag(RequestTraits.Tls), Is.True);
            Assert.That(first.Agent.Family, Is.EqualTo(AgentFamily.Chrome));
        }
    }

    private static async Task<SecurityEvent> EventAsync(
        RunningGateway gateway, string thumbprint, SslProtocols protocols, Version version)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint,
                EnabledSslProtocols = protocols,
            },
        })
        {
            BaseAddress = gateway.Address, DefaultRequestVersion = version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(SampleEvents.Browser);
        using var response = await client.GetAsync("/");
        var decision = await gateway.RecordedAsync(response.Headers.GetValues("X-Decision-Id").Single());
        return decision.Event;
    }

    [Test]
    public async Task Chromium_is_seen_through_the_gateway_with_hints_that_agree()
    {
        using var folder = new TempFolder();
        var chromium = Requires.Chromium();
        WriteCertificate(folder);
        await using var app = await SmallApp.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Settings(folder["data"], app.Address) with
        {
            TlsCertificate = folder["cert.pem"], TlsKey = folder["key.pem"],
        });
        string[] common =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP shop.example 127.0.0.1", "--ignore-certificate-errors",
        ];

        using var browser = Start(
            chromium, [.. common, $"--user-data-dir={folder["one"]}", $"https://shop.example:{gateway.Address.Port}/visit"]);
        var visit = await VisitAsync(gateway, "/visit");
        var captured = await CaptureAsync(port => Start(
            chromium, [.. common, $"--user-data-dir={folder["two"]}", $"https://shop.example:{port}/"]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(visit.Ja4, Is.EqualTo(Ja4.HashOf(captured)));
            Assert.That(visit.Agent.Family, Is.EqualTo(AgentFamily.HeadlessChrome));
            Assert.That(visit.Agent.System, Is.EqualTo(AgentSystem.Linux));
            Assert.That(visit.Hints, Is.EqualTo(HintAgreement.Agree), visit.UserAgent);
        }
    }

    private static async Task<SecurityEvent> VisitAsync(RunningGateway gateway, string path)
    {
        var records = gateway.Get<IDecisionRecords>();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            var visits = await records.QueryAsync(new DecisionQuery());
            if (visits.FirstOrDefault(v => v.Path == path) is { } visit)
            {
                return (await gateway.RecordedAsync(visit.Id.ToString())).Event;
            }
        }

        throw new AssertionException($"nobody asked for {path}");
    }

    private static async Task<SecurityEvent> CurlAsync(RunningGateway gateway, string curl)
    {
        var start = new ProcessStartInfo(curl, ["--http2", "-ks", "-o", "/dev/null", "-D", "-", gateway.Address.ToString()])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var headers = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var id = headers.Split('\n').Single(h => h.StartsWith("x-decision-id:", StringComparison.OrdinalIgnoreCase));
        return (await gateway.RecordedAsync(id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())).Event;
    }

    /// <summary>Accepts one connection and fingerprints the first record on it.</summary>
    private static async Task<string> CaptureAsync(Func<int, IDisposable> dial)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = dial(((IPEndPoint)listener.LocalEndpoint).Port);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var accepted = await listener.AcceptTcpClientAsync(patience.Token);
        var stream = accepted.GetStream();
        var header = new byte[5];
        await stream.ReadExactlyAsync(header, patience.Token);
        var record = new byte[5 + (header[3] << 8 | header[4])];
        header.CopyTo(record, 0);
        await stream.ReadExactlyAsync(record.AsMemory(5), patience.Token);
        var fingerprint = new char[Ja4.Length];
        Assert.That(Ja4.TryWrite(record, fingerprint), Is.True, Convert.ToHexString(record));
        return new string(fingerprint);
    }

    private static Dial DialAsync(int port, SslProtocols protocols, SslApplicationProtocol[]? offered = null, string host = "shop.example")
    {
        var socket = new TcpClient("127.0.0.1", port);
        var tls = new SslStream(socket.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = protocols,
            ApplicationProtocols = [.. offered ?? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]],
        };

        // Nobody answers it: it ends when the socket is closed.
        return new Dial(socket, tls, tls.AuthenticateAsClientAsync(options));
    }

    private static Child Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        return new Child(Process.Start(start)!);
    }

    private static string WriteCertificate(TempFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        File.WriteAllText(folder["cert.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString();
    }

    private sealed class Dial(TcpClient socket, SslStream tls, Task handshake) : IDisposable
    {
        public void Dispose()
        {
            _ = handshake.ContinueWith(static t => t.Exception, TaskScheduler.Default);
            tls.Dispose();
            socket.Dispose();
        }
    }

    private sealed class Child(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
