using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Review.Budgets;

namespace SecurityDecisioning.Review.Tests.Budgets;

internal sealed class OverturnSampleTests
{
    private const long Start = 1_700_000_000_000;

    /// <summary>Against plain lists, in any order and however often a record comes.</summary>
    [Test]
    public void Counts_are_those_of_plain_lists_in_whatever_order_records_come()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var records = Enumerable.Range(0, random.Next(60))
                .Select(_ => (Subject: (ulong)random.Next(12), Kind: random.Next(3), Time: Start + random.Next(100), Network: (ulong)random.Next(3)))
                // One subject is on one network: which of two counts would depend on the order.
                .Select(r => r with { Network = r.Subject % 3 }).ToList();
            var from = Start + random.Next(110);
            var sample = new OverturnSample();
            foreach (var (subject, kind, time, network) in records.Concat(records).OrderBy(_ => random.Next()))
            {
                Apply(sample, subject, kind, time, network);
            }

            var touched = records.Where(r => r.Time >= from).Select(r => r.Subject).Distinct().Count();
            var safe = records.Where(r => r.Kind == 1 && r.Time >= from).Select(r => r.Subject).ToHashSet();
            var networks = records.Where(r => r.Kind == 2 && r.Time >= from && !safe.Contains(r.Subject)).Select(r => r.Network).Distinct().Count();
            var last = records.Where(r => r.Kind > 0 && r.Time >= from).Select(r => r.Time).DefaultIfEmpty(0).Max();
            return sample.Since(from) == new SubjectCounts(touched, safe.Count + networks, last);
        }));
    }

    [Test]
    public void Shares_stay_right_when_there_are_more_subjects_than_room()
    {
        var (sample, random) = (new OverturnSample(), new Random(1));
        for (var i = 0; i < 200_000; i++)
        {
            var subject = (ulong)random.NextInt64();
            sample.Touch(subject, Start + i);
            if (i % 20 == 0)
            {
                sample.Overturn(subject, Start + i + 1);
            }
        }

        var counts = sample.Since(Start);
        Assert.That(sample.Count, Is.LessThanOrEqualTo(OverturnSample.Capacity));
        Assert.That(sample.Level, Is.GreaterThan(4));
        // Five standard errors of a share of 5 % in the sample there is.
        var five = 5 * Math.Sqrt(0.05 * 0.95 / counts.Touched);
        Assert.That((double)counts.Overturned / counts.Touched, Is.EqualTo(0.05).Within(five));
    }

    [Test]
    public void What_is_past_every_window_makes_room_before_anything_is_thinned_out()
    {
        var sample = new OverturnSample();
        for (var i = 0; i < OverturnSample.Capacity; i++)
        {
            sample.Touch((ulong)i, Start);
        }

        sample.Touch(ulong.MaxValue, Start + OverturnSample.LongestMs + 1);

        Assert.That((sample.Count, sample.Level), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Sample_reads_back_the_same_and_damage_is_refused()
    {
        var (sample, random) = (new OverturnSample(), new Random(2));
        for (var i = 0; i < 10_000; i++)
        {
            Apply(sample, (ulong)random.NextInt64(), random.Next(3), Start + i, (ulong)random.Next(9));
        }

        using var stream = new MemoryStream();
        sample.Write(new BinaryWriter(stream));
        var bytes = stream.ToArray();
        var read = OverturnSample.Read(new BinaryReader(new MemoryStream(bytes)));

        Assert.That((read.Since(Start), read.Level, read.Count), Is.EqualTo((sample.Since(Start), sample.Level, sample.Count)));
        bytes[11] = 0xFF;
        Assert.That(() => OverturnSample.Read(new BinaryReader(new MemoryStream(bytes))), Throws.TypeOf<InvalidDataException>());
    }

    private static void Apply(OverturnSample sample, ulong subject, int kind, long time, ulong network)
    {
        switch (kind)
        {
            case 0:
                sample.Touch(subject, time);
                break;
            case 1:
                sample.Overturn(subject, time);
                break;
            default:
                sample.Pass(subject, network, time);
                break;
        }
    }
}
