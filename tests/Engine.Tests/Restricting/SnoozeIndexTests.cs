using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Engine.Restricting;

namespace SecurityDecisioning.Engine.Tests.Restricting;

internal sealed class SnoozeIndexTests
{
    private const long Now = 1_700_000_000_000;
    private static readonly Pseudonym Alice = SampleEvents.Id("alice");
    private static readonly Pseudonym Phone = SampleEvents.Id("phone");

    [Test]
    public void Snooze_names_its_policy_for_its_entity_from_its_beginning_to_its_end()
    {
        var index = new SnoozeIndex();
        index.Apply(Snooze(1, "login", Now, Now + 10));

        Assert.Multiple(() =>
        {
            Assert.That(NamesAt(index, Now - 1), Is.Empty);
            Assert.That(NamesAt(index, Now), Is.EqualTo(new[] { "login" }));
            Assert.That(NamesAt(index, Now + 9), Is.EqualTo(new[] { "login" }));
            Assert.That(NamesAt(index, Now + 10), Is.Empty);
            Assert.That(NamesAt(index, Now, SampleEvents.Id("bob")), Is.Empty);
        });
    }

    [Test]
    public void Snoozes_of_several_entities_of_a_request_come_together_each_policy_once()
    {
        var index = new SnoozeIndex();
        index.Apply(Snooze(1, "login"));
        index.Apply(Snooze(2, "login") with { Entity = EntityKey.Of(EntityKind.Device, Phone) });
        index.Apply(Snooze(3, "scraping") with { Entity = EntityKey.Of(EntityKind.Device, Phone) });

        Assert.That(NamesAt(index, Now), Is.EqualTo(new[] { "login", "scraping" }));
    }

    [Test]
    public void Request_is_left_alone_by_at_most_sixteen_policies()
    {
        var index = new SnoozeIndex();
        for (var i = 0; i < 40; i++)
        {
            index.Apply(Snooze(i, $"policy-{i}"));
        }

        Assert.That(NamesAt(index, Now), Has.Count.EqualTo(Decision.MaxSnoozed).And.Unique);
    }

    [Test]
    public void End_holds_for_good_whichever_record_comes_first_and_however_often()
    {
        var (begun, ended) = (Snooze(1, "login"), Ended(Snooze(1, "login")));
        foreach (var order in new[] { new[] { begun, ended }, [ended, begun], [begun, ended, begun, ended, begun] })
        {
            var index = new SnoozeIndex();
            Array.ForEach(order, index.Apply);

            Assert.That(NamesAt(index, Now), Is.Empty);
            Assert.That(index.Count, Is.Zero);
        }
    }

    [Test]
    public void Full_index_lets_go_of_what_ends_soonest_and_counts_it()
    {
        var index = new SnoozeIndex(32);
        for (var i = 0; i < 33; i++)
        {
            index.Apply(Snooze(i, $"p{i}", Now, Now + 1_000 + i) with { Entity = EntityKey.Of(EntityKind.Ip, new Pseudonym(0, (ulong)i + 1)) });
        }

        Assert.That((index.Count, index.Evicted), Is.EqualTo((31, 2)));
        Assert.That(index.Sweep(Now + 1_000 + 2), Is.EqualTo(1), "0 and 1 had gone, 2 runs out");
    }

    [Test]
    public void Snooze_that_ran_out_before_another_of_its_entity_begins_goes_without_a_sweep()
    {
        var index = new SnoozeIndex();
        index.Apply(Snooze(1, "login", Now, Now + 1_000));
        index.Apply(Snooze(2, "login", Now + 999, Now + 2_000));
        Assert.That(index.Count, Is.EqualTo(2), "the first still held when the second began");

        index.Apply(Snooze(3, "login", Now + 1_000, Now + 2_000));

        Assert.That(index.Count, Is.EqualTo(2));
        Assert.That(NamesAt(index, Now + 1_500), Is.EqualTo(new[] { "login" }));
    }

    /// <summary>Against a list that is searched from end to end, in whatever order and however often records come.</summary>
    [Test]
    public void Index_agrees_with_a_plain_list()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var records = Enumerable.Range(0, random.Next(30)).Select(i =>
            {
                var begun = Snooze(i, $"p{random.Next(4)}", Now + random.Next(50), Now + 50 + random.Next(50));
                begun = random.Next(3) == 0 ? begun with { Entity = EntityKey.Of(EntityKind.Device, Phone) } : begun;
                return random.Next(3) == 0 ? Ended(begun) : begun;
            }).ToList();
            var stream = records.Concat(records.Where(r => r.End is not null).Select(r => r with { End = null }))
                .Concat(records).OrderBy(_ => random.Next()).ToList();
            var index = new SnoozeIndex();
            stream.ForEach(index.Apply);
            var at = Now + random.Next(110);

            var expected = records.Where(r => r.HoldsAt(at)).Select(r => r.Policy).Distinct().Order(StringComparer.Ordinal);
            return NamesAt(index, at).Order(StringComparer.Ordinal).SequenceEqual(expected);
        }));
    }

    [Test]
    public void Empty_index_and_strangers_cost_no_memory()
    {
        var index = new SnoozeIndex();
        var (names, request) = (new List<string>(), Request(Now, SampleEvents.Id("bob")));
        index.Fill(request, names);
        var before = GC.GetAllocatedBytesForCurrentThread();
        index.Fill(request, names);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        index.Apply(Snooze(1, "login"));
        index.Fill(request, names);
        before = GC.GetAllocatedBytesForCurrentThread();
        index.Fill(request, names);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static List<string> NamesAt(SnoozeIndex index, long timeMs, Pseudonym? account = null)
    {
        var names = new List<string>();
        index.Fill(Request(timeMs, account ?? Alice), names);
        return names;
    }

    private static SecurityEvent Request(long timeMs, Pseudonym account) => new()
    {
        Id = new EventId((ulong)timeMs << 16, 7), Kind = EventKind.Request, TimeMs = timeMs, Account = account, Device = Phone,
    };

    private static Snooze Ended(Snooze snooze) => snooze with { End = new SnoozeEnd(Now, "ann", "done") };

    private static Snooze Snooze(int number, string policy, long fromMs = Now, long untilMs = Now + 1_000) => new()
    {
        Id = new EventId(1, (ulong)number + 1), Entity = EntityKey.Of(EntityKind.Account, Alice), Policy = policy, FromMs = fromMs,
        UntilMs = untilMs, Case = new EventId(9, 9), By = "ann", Reason = "safe",
    };
}
