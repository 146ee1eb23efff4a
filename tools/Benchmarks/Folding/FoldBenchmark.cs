using BenchmarkDotNet.Attributes;
using SecurityDecisioning.Features;

namespace SecurityDecisioning.Benchmarks.Folding;

/// <summary>One event folded and its whole vector read, with a store of many entities that do not fit the caches.</summary>
[MemoryDiagnoser]
public class FoldBenchmark
{
    private const int Batch = 4_096;
    private readonly float[] _vector = new float[FeatureCatalog.Count];
    private readonly SecurityEvent[] _events = new SecurityEvent[Batch];
    private readonly Random _random = new(1);
    private FeatureStore _store = null!;
    private int _sequence;

    /// <summary>Users; each has an account, a session, a device and an address of its own.</summary>
    [Params(1_000, 200_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _store = new FeatureStore(new FeatureStoreOptions { MaxEntities = 1_200_000 });
        for (var user = 0; user < Users; user++) _store.Apply(EventOf(user));
        for (var i = 0; i < 500_000; i++) _store.Apply(EventOf(_random.Next(Users)));
    }

    [IterationSetup]
    public void Make()
    {
        for (var i = 0; i < Batch; i++) _events[i] = EventOf(_random.Next(Users));
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void ApplyAndRead()
    {
        foreach (var e in _events) _store.ApplyAndRead(e, _vector);
    }

    private SecurityEvent EventOf(int user)
    {
        var time = 1_767_614_400_000 + (++_sequence * 4L);
        var id = ((ulong)user + 1) * 0x9E37_79B9_7F4A_7C15;
        return new SecurityEvent
        {
            Id = new EventId((ulong)time << 16, (ulong)_sequence),
            Kind = EventKind.Request,
            TimeMs = time,
            Path = $"/products/{_sequence % 500}",
            UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
            Account = new Pseudonym(id, 1),
            Session = new Pseudonym(id, 2),
            Device = new Pseudonym(id, 3),
            Ip = new ClientAddress(0, 0xFFFF_0000_0000UL | (uint)(id >> 32)),
            Country = "DE",
        };
    }
}
