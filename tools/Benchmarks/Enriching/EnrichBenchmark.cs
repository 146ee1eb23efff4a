using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using SecurityDecisioning.Features.Enrichment;
using SecurityDecisioning.Features.Enrichment.Agents;
using SecurityDecisioning.Features.Enrichment.Databases;
using SecurityDecisioning.Features.Enrichment.Mmdb;
using SecurityDecisioning.Features.Enrichment.Networks;
using SecurityDecisioning.Features.Enrichment.Tls;

namespace SecurityDecisioning.Benchmarks.Enriching;

/// <summary>
/// What enrichment costs a request, step by step: random addresses against 120,000 listed networks, a browser's user agent, a
/// hello of Chrome. The environment variable SD_BENCH_CITY names a database of cities to look addresses up in.
/// </summary>
[MemoryDiagnoser]
public class EnrichBenchmark
{
    private const int Batch = 4_096;
    private const int Listed4 = 100_000;
    private const int Listed6 = 20_000;
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    private readonly ClientAddress[] _v4 = new ClientAddress[Batch];
    private readonly ClientAddress[] _v6 = new ClientAddress[Batch];
    private readonly byte[] _hello = MadeHello.Chrome();
    private readonly char[] _fingerprint = new char[Ja4.Length];
    private readonly string _userAgent = Chrome;
    private NetworkTable _networks = NetworkTable.Empty;
    private Enricher _enricher = new();
    private PlaceDatabase? _city;

    [GlobalSetup]
    public void Load()
    {
        var random = new Random(1);
        var lines = new StringBuilder();
        for (var i = 0; i < Listed4; i++)
        {
            var bits = random.Next(20, 33);
            var first = (uint)random.NextInt64(1L << 32) & (uint.MaxValue << (32 - bits));
            lines.AppendLine(CultureInfo.InvariantCulture, $"{Address4(first)}/{bits}");
        }

        for (var i = 0; i < Listed6; i++) lines.AppendLine(CultureInfo.InvariantCulture, $"{Address6(random).ToIPAddress()}/48");
        var list = NetworkList.Read(new StringReader(lines.ToString()));
        _networks = new NetworkTableBuilder().Add(list, NetworkTraits.Hosting).Build();
        for (var i = 0; i < Batch; i++) _v4[i] = Address4((uint)random.NextInt64(1L << 32));
        for (var i = 0; i < Batch; i++) _v6[i] = Address6(random);
        _city = Environment.GetEnvironmentVariable("SD_BENCH_CITY") is { Length: > 0 } path
            ? new PlaceDatabase(MmdbReader.Open(path))
            : null;
        _enricher = new Enricher { Networks = _networks, City = _city };
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int NetworkOfIPv4() => Sum(_v4);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int NetworkOfIPv6() => Sum(_v6);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int PlaceOfIPv4()
    {
        var found = 0;
        foreach (var address in _v4)
        {
            if (_city is not null && _city.TryRead(address, out _, out _)) found++;
        }

        return found;
    }

    [Benchmark]
    public ClientAgent UserAgent() => UserAgents.Parse(_userAgent);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int WholeRequest()
    {
        var found = 0;
        foreach (var address in _v4)
        {
            var facts = _enricher.Enrich(new ClientSignals
            {
                Address = address,
                UserAgent = Chrome,
                Brands = "\"Chromium\";v=\"126\", \"Google Chrome\";v=\"126\", \"Not/A)Brand\";v=\"8\"",
                Mobile = "?0",
                Platform = "\"Windows\"",
            });
            found += (int)facts.Network;
        }

        return found;
    }

    [Benchmark]
    public ulong Fingerprint()
    {
        Ja4.TryWrite(_hello, _fingerprint);
        return Ja4.HashOf(_fingerprint);
    }

    private int Sum(ClientAddress[] addresses)
    {
        var sum = 0;
        foreach (var address in addresses) sum += (int)_networks.Lookup(address);
        return sum;
    }

    private static ClientAddress Address4(uint address) => new(0, 0x0000_FFFF_0000_0000UL | address);

    private static ClientAddress Address6(Random random) =>
        new((0x2A00UL << 48) | ((ulong)random.Next(16) << 48) | ((ulong)random.NextInt64(1L << 32) << 16), 0);
}
