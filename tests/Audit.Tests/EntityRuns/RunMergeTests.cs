using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Audit.EntityRuns;

namespace SecurityDecisioning.Audit.Tests.EntityRuns;

internal sealed class RunMergeTests
{
    [Test]
    public void Any_runs_merge_to_all_their_entries_in_order_however_often_it_is_interrupted() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => Merged(new Random(seed))));

    [Test]
    public void Pages_that_begin_alike_follow_each_other()
    {
        var first = EntityPage.KeyOf(3, EntityPage.Entry(0xABCD_0001, 1), 0);
        var second = EntityPage.KeyOf(3, EntityPage.Entry(0xABCD_0002, 1), first);
        var third = EntityPage.KeyOf(3, EntityPage.Entry(0xABCE_0000, 1), second);

        Assert.That(second, Is.EqualTo(first + 1));
        Assert.That(third, Is.GreaterThan(second).And.LessThanOrEqualTo(EntityPage.LastKeyFor(3, 0xABCE_FFFF)));
        Assert.That(first, Is.InRange(EntityPage.KeysOf(3).Least, EntityPage.KeysOf(3).Most));
    }

    [Test]
    public void Run_number_that_a_key_cannot_hold_is_refused() =>
        Assert.That(() => EntityPage.KeyOf(1L << 31, 0, 0), Throws.InvalidOperationException.With.Message.Contains("cannot be stored"));

    [TestCase(3)]
    [TestCase(4_008)]
    public void Damaged_page_is_refused(int length) => Assert.That(
        () => EntityPage.Read(new byte[length], new ulong[EntityPage.MostEntries]), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void Neighbours_of_a_level_are_merged_once_there_are_enough()
    {
        List<EntityRun> runs = [];
        for (var i = 1; i <= MergePlan.Fan - 1; i++)
        {
            runs.Add(Run(i, 1));
        }

        Assert.That(MergePlan.Next(runs), Is.Empty);
        runs.Add(Run(MergePlan.Fan, 1));
        Assert.That(MergePlan.Next(runs), Has.Count.EqualTo(MergePlan.Fan));
        Assert.That(EntityRun.Join(99, MergePlan.Next(runs)).Level, Is.EqualTo(1));
    }

    [Test]
    public void Runs_between_larger_ones_wait_for_the_larger_ones()
    {
        List<EntityRun> runs = [];
        for (var (i, row) = (0, 1L); i < 2 * (MergePlan.Fan - 1); i++)
        {
            var rows = i % 2 == 0 ? 1 : 20;
            runs.Add(Run(row, rows));
            row += rows;
        }

        Assert.That(MergePlan.Next(runs), Is.Empty);
        runs.Add(Run(runs[^1].LastRow + 1, 20));
        Assert.That(MergePlan.Next(runs), Has.Count.EqualTo(runs.Count));
    }

    [Test]
    public void Merged_run_never_spans_more_rows_than_it_may()
    {
        List<EntityRun> runs = [];
        for (var i = 0; i < MergePlan.Fan; i++)
        {
            runs.Add(Run((i * 1_000_000L) + 1, 1_000_000));
        }

        var chosen = MergePlan.Next(runs);

        Assert.That(chosen, Has.Count.GreaterThan(1));
        Assert.That(chosen.Sum(r => r.Rows), Is.LessThanOrEqualTo(MergePlan.MostRows));
        Assert.That(EntityRun.Join(99, chosen).Level, Is.EqualTo(MergePlan.TopLevel));
    }

    [Test]
    public void Lag_over_runs_sees_what_came_late_within_a_run_and_across()
    {
        EntityRun[] runs =
        [
            Run(1, 10) with { FirstMs = 100, LastMs = 200, LagMs = 7 },
            Run(11, 10) with { FirstMs = 150, LastMs = 160 },
            Run(21, 10) with { FirstMs = 170, LastMs = 300, LagMs = 20 },
        ];

        Assert.That(EntityRun.LagOf(runs), Is.EqualTo(50));
        Assert.That(EntityRun.LagOf(runs[1..]), Is.EqualTo(20));
    }

    private static EntityRun Run(long first, long rows) => new()
    {
        Number = first,
        FirstRow = first,
        LastRow = first + rows - 1,
        Level = MergePlan.LevelOf(rows),
    };

    private static bool Merged(Random random)
    {
        var pages = new SortedDictionary<long, byte[]>();
        var expected = new List<(uint Hash, long Row)>();
        var hash = new EntityHash(random.NextInt64());
        var builder = new EntityRunBuilder();
        var inputs = new List<EntityRun>();
        var row = 1L;
        for (var i = 0; i < random.Next(1, 20); i++)
        {
            builder.Begin(hash);
            for (var rows = random.Next(1, 400); rows > 0; rows--)
            {
                var device = new Pseudonym(1, (ulong)random.Next(3));
                var account = new Pseudonym(2, (ulong)random.Next(1, 2_000));
                expected.Add((hash.Of(EntityKey.Of(EntityKind.Device, device)), row));
                expected.Add((hash.Of(EntityKey.Of(EntityKind.Account, account)), row));
                builder.Add(row++, new EventId(1, 1), new RowEntities(default, account, default, device, default));
            }

            row += random.Next(3);
            inputs.Add(builder.Write(i + 1, Write));
        }

        var target = EntityRun.Join(inputs.Count + 1, inputs);
        IReadOnlyList<EntityRun> state = inputs;
        for (var done = false; !done;)
        {
            var merge = new RunMerge(target, state, Read);
            done = merge.Step(random.Next(1, 4), Write);
            (target, state) = (merge.Target, merge.Inputs);
        }

        var entries = new ulong[EntityPage.MostEntries];
        var (least, most) = EntityPage.KeysOf(target.Number);
        var merged = pages.Where(p => p.Key >= least && p.Key <= most).SelectMany(p =>
            entries[..EntityPage.Read(p.Value, entries)].Select(e => ((uint)(e >> 32), target.FirstRow + EntityPage.RowOf(e)))).ToList();
        Assert.That(merged, Is.EqualTo(expected.Order()));
        Assert.That(target.Entries, Is.EqualTo(expected.Count));
        return true;

        void Write(long key, ReadOnlySpan<byte> page) => pages.Add(key, page.ToArray());

        int Read(long from, long to, Span<ulong> into, out long key)
        {
            key = pages.Keys.FirstOrDefault(k => k >= from && k <= to);
            return key == 0 ? 0 : EntityPage.Read(pages[key], into);
        }
    }
}
