using FsCheck;
using FsCheck.Fluent;

namespace SecurityDecisioning.Contracts.Tests.Events;

internal sealed class EventIdTests
{
    private const long Latest = (1L << 48) - 1;

    private static readonly Arbitrary<EventId> Ids =
        (from high in ArbMap.Default.GeneratorFor<ulong>()
         from low in ArbMap.Default.GeneratorFor<ulong>()
         select new EventId(high * 0x9E37_79B9_7F4A_7C15, low * 0xE703_7ED1_A0B4_28DB)).ToArbitrary();

    [Test]
    public void Text_reads_back_as_the_same_id() =>
        Prop.ForAll(Ids, id => EventId.TryParse(id.ToString(), out var parsed) && parsed == id).QuickCheckThrowOnFailure();

    [Test]
    public void Lower_case_text_reads_back_too() =>
        Prop.ForAll(Ids, id => EventId.TryParse(id.ToString().ToLowerInvariant(), out var parsed) && parsed == id)
            .QuickCheckThrowOnFailure();

    [Test]
    public void Bytes_read_back_as_the_same_id() =>
        Prop.ForAll(Ids, id =>
        {
            var bytes = new byte[EventId.SizeInBytes];
            id.WriteTo(bytes);
            return EventId.FromBytes(bytes) == id;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Ids_texts_and_bytes_sort_alike() =>
        Prop.ForAll(Ids, Ids, (a, b) =>
        {
            byte[] first = new byte[16], second = new byte[16];
            a.WriteTo(first);
            b.WriteTo(second);
            var order = Math.Sign(a.CompareTo(b));
            return order == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString()))
                && order == Math.Sign(first.AsSpan().SequenceCompareTo(second));
        }).QuickCheckThrowOnFailure();

    [TestCase(0)]
    [TestCase(SampleEvents.StartMs)]
    [TestCase(Latest)]
    public void New_id_carries_its_time(long timeMs) =>
        Assert.That(EventId.New(timeMs).UnixMilliseconds, Is.EqualTo(timeMs));

    [Test]
    public void Later_id_is_larger() =>
        Assert.That(EventId.New(1_000).CompareTo(EventId.New(1_001)), Is.LessThan(0));

    [Test]
    public void Hundred_thousand_ids_of_one_millisecond_and_four_threads_are_all_different()
    {
        var ids = new System.Collections.Concurrent.ConcurrentDictionary<EventId, bool>();
        Parallel.For(0, 100_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => ids.TryAdd(EventId.New(SampleEvents.StartMs), true));

        Assert.That(ids, Has.Count.EqualTo(100_000));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0123456789ABCDEFGHJKMNPQR")]
    [TestCase("0123456789ABCDEFGHJKMNPQRST")]
    [TestCase("80000000000000000000000000", TestName = "More than 128 bits")]
    [TestCase("0123456789ABCDEFGHJKMNPQRU", TestName = "U is no digit")]
    [TestCase("0123456789ABCDEFGHJKMNPQ R")]
    public void Text_that_is_no_id_is_refused(string? text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(EventId.TryParse(text, out var id), Is.False);
            Assert.That(id.IsNone, Is.True);
        }
    }
}
