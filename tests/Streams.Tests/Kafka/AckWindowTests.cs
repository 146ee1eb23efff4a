using SecurityDecisioning.Streams.Kafka;

namespace SecurityDecisioning.Streams.Tests.Kafka;

internal sealed class AckWindowTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task What_counts_as_sent_is_all_before_the_first_unconfirmed_whatever_the_order(int seed)
    {
        var random = new Random(seed);
        var sent = 0L;
        using var window = new AckWindow(16, end => sent = end);
        var (sequence, open) = (0L, new List<long>());
        for (var i = 0; i < 5_000; i++)
        {
            if (open.Count == 16 || (open.Count > 0 && random.Next(2) == 0))
            {
                var confirmed = open[random.Next(open.Count)];
                open.Remove(confirmed);
                window.Confirm(confirmed);
                Assert.That(sent, Is.LessThanOrEqualTo(open.Count > 0 ? open[0] : sequence));
                if (open.Count == 0)
                {
                    Assert.That(sent, Is.EqualTo(sequence));
                }
            }
            else if (window.Count < 16)
            {
                sequence += random.Next(3); // Compaction leaves gaps.
                Assert.That(await window.EnterAsync(sequence, default), Is.True);
                open.Add(sequence++);
            }
        }
    }

    [Test]
    public async Task Full_window_holds_the_sender_until_the_first_is_confirmed()
    {
        using var window = new AckWindow(2, _ => { });
        await window.EnterAsync(0, default);
        await window.EnterAsync(1, default);
        var third = window.EnterAsync(2, default).AsTask();

        window.Confirm(1);
        Assert.That(third.IsCompleted, Is.False, "the first still holds its place");
        window.Confirm(0);

        Assert.That(await third, Is.True);
    }

    [Test]
    public async Task Refusal_lets_the_waiting_sender_go_and_admits_nobody()
    {
        using var window = new AckWindow(1, _ => { });
        await window.EnterAsync(0, default);
        var waiting = window.EnterAsync(1, default).AsTask();

        window.Fail("too large");

        Assert.That(await waiting, Is.False);
        Assert.That(window.Failure, Is.EqualTo("too large"));
    }
}
