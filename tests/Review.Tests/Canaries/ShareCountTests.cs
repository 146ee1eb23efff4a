using SecurityDecisioning.Review.Canaries;

namespace SecurityDecisioning.Review.Tests.Canaries;

internal sealed class ShareCountTests
{
    private const long Start = 1_700_000_000_000;
    private static readonly ExpectedShare Expected = ExpectedShare.Around(0.01, 0.02);

    [Test]
    public void Bounds_leave_room_for_traffic_that_is_not_quite_the_backtests()
    {
        Assert.That((Expected.Least, Expected.Most), Is.EqualTo((0.01 / 1.5 - 0.003, 0.033)).Within(1e-12));
        Assert.That(ExpectedShare.Around(0, 0).Least, Is.Zero);
        Assert.That(ExpectedShare.Around(1, 1).Most, Is.EqualTo(1));
    }

    [Test]
    public void Many_people_acted_upon_speak_against_a_version()
    {
        var count = new ShareCount();
        for (var i = 0; i < 100; i++)
        {
            count.Add((ulong)i, acted: i % 2 == 0, Start + i);
        }

        Assert.That(count.IsAbove(Expected), Is.True);
        Assert.That(count.IsBelow(Expected), Is.False);
    }

    /// <summary>Whoever would like a version gone could else have themselves blocked over and over.</summary>
    [Test]
    public void Nine_sources_blocked_a_hundred_thousand_times_bring_no_version_down()
    {
        var count = new ShareCount();
        for (var i = 0; i < 100_000; i++)
        {
            count.Add((ulong)(i % 9), acted: true, Start + i);
        }

        Assert.That(count.IsAbove(Expected), Is.False);
    }

    /// <summary>Or drown the blocked ones in harmless requests.</summary>
    [Test]
    public void One_source_of_harmless_requests_makes_no_version_look_idle()
    {
        var count = new ShareCount();
        for (var i = 0; i < 100_000; i++)
        {
            count.Add(99, acted: false, Start + i);
            if (i % 100 == 0)
            {
                count.Add((ulong)i, acted: i % 10_000 == 0, Start + i);
            }
        }

        Assert.That(Math.Abs((double)count.Acts / count.Decisions - 0.0001), Is.LessThan(0.0001), "the plain share looks idle");
        Assert.That(count.IsBelow(ExpectedShare.Around(0.008, 0.02)), Is.False);
    }

    [Test]
    public void Version_that_no_longer_acts_is_noticed()
    {
        var count = new ShareCount();
        for (var i = 0; i < 2_000; i++)
        {
            count.Add((ulong)i, acted: false, Start + i);
        }

        Assert.That(count.IsBelow(ExpectedShare.Around(0.05, 0.06)), Is.True);
        Assert.That(count.IsBelow(ExpectedShare.Around(0.001, 0.06)), Is.False, "nothing is expected of it");
    }

    [Test]
    public void Subjects_count_again_in_the_next_hour()
    {
        var count = new ShareCount();
        for (var i = 0; i < 20; i++)
        {
            count.Add(1, acted: true, Start);
        }

        count.Add(1, acted: true, Start + 3_600_000);

        Assert.That((count.CappedActs, count.Acts, count.Subjects), Is.EqualTo((6, 21, 2)));
    }

    [Test]
    public void Counts_read_back_the_same_and_damage_is_refused()
    {
        var count = new ShareCount();
        for (var i = 0; i < 500; i++)
        {
            count.Add((ulong)(i % 70), acted: i % 3 == 0, Start + i);
        }

        using var stream = new MemoryStream();
        count.Write(new BinaryWriter(stream));
        var bytes = stream.ToArray();
        var read = ShareCount.Read(new BinaryReader(new MemoryStream(bytes)));
        read.Add(1, acted: true, Start + 501);
        count.Add(1, acted: true, Start + 501);

        Assert.That(
            (read.Acts, read.Decisions, read.CappedActs, read.CappedDecisions, read.Subjects, read.Seen),
            Is.EqualTo((count.Acts, count.Decisions, count.CappedActs, count.CappedDecisions, count.Subjects, count.Seen)));
        Assert.That(() => ShareCount.Read(new BinaryReader(new MemoryStream(bytes[..^1]))), Throws.TypeOf<InvalidDataException>());
        bytes[7] = 0x80;
        Assert.That(() => ShareCount.Read(new BinaryReader(new MemoryStream(bytes))), Throws.TypeOf<InvalidDataException>());
    }
}
