using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Tests.EntityRuns;

internal sealed class EntrySortTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(777)]
    [TestCase(20_000)]
    public void Entries_in_the_order_of_rows_come_out_as_a_plain_sort_has_them(int count)
    {
        var random = new Random(count);
        var hashes = Enumerable.Range(0, 50).Select(_ => (uint)random.NextInt64(1L << 32)).ToArray();
        var entries = Enumerable.Range(0, count).Select(i => EntityPage.Entry(
            random.Next(3) == 0 ? hashes[random.Next(hashes.Length)] : (uint)random.NextInt64(1L << 32), (uint)i / 5)).ToArray();
        var expected = entries.Order().ToArray();

        EntrySort.ByHash(entries, new ulong[count + 3]);

        Assert.That(entries, Is.EqualTo(expected));
    }
}
