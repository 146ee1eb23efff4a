using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;

namespace SecurityDecisioning.Streams.Tests.Codecs;

/// <summary>Generators of cases and snoozes.</summary>
internal static class AnyReview
{
    public static Gen<Case> Case { get; } = ArbMap.Default.GeneratorFor<int>().Select(s => BuildCase(new Random(s)));

    public static Gen<Snooze> Snooze { get; } = ArbMap.Default.GeneratorFor<int>().Select(s => BuildSnooze(new Random(s)));

    public static Case BuildCase(Random random) => new()
    {
        Id = Id(random),
        Origin = (CaseOrigin)random.Next((int)CaseOrigin.Appeal + 1),
        OpenedMs = random.NextInt64(long.MinValue, long.MaxValue),
        OpenedBy = Words(random, 200),
        Reason = Words(random, 1_000),
        Entity = Entity(random),
        Policy = Words(random, 100),
        Decision = Id(random),
        Restriction = Id(random),
        Closing = random.Next(2) == 0
            ? null
            : new CaseClosing((Verdict)random.Next(1, 4), Words(random, 200), random.NextInt64(), Words(random, 1_000)),
    };

    public static Snooze BuildSnooze(Random random)
    {
        var from = random.NextInt64(long.MaxValue - Contracts.Policies.Snooze.LongestMs);
        return new Snooze
        {
            Id = Id(random),
            Entity = Entity(random),
            Policy = Words(random, 200),
            FromMs = from,
            UntilMs = from + random.NextInt64(1, Contracts.Policies.Snooze.LongestMs + 1),
            Case = Id(random),
            By = Words(random, 200),
            Reason = Words(random, 1_000),
            End = random.Next(2) == 0 ? null : new SnoozeEnd(random.NextInt64(), Words(random, 200), Words(random, 1_000)),
        };
    }

    private static EventId Id(Random random) =>
        new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));

    private static EntityKey Entity(Random random) =>
        new((EntityKind)random.Next((int)EntityKind.ApiKey + 1), (ulong)random.NextInt64(), (ulong)random.NextInt64());

    /// <summary>Letters of one, two and three bytes.</summary>
    private static string Words(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => "aß€ "[random.Next(4)]));
}
