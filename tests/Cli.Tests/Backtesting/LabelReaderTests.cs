using System.Buffers;
using SecurityDecisioning.Cli.Backtesting;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

/// <summary>What closed cases say of decisions.</summary>
internal sealed class LabelReaderTests
{
    private static readonly SecurityEvent Login = SampleEvents.Request(Operation.Login, account: "alice", device: "laptop");

    private static readonly long HourMs = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    [Test]
    public async Task Verdict_on_an_entity_holds_for_a_day_before_the_case_and_until_its_closing()
    {
        var labels = await Read(Closed(Login.Entity(EntityKind.Account), Verdict.ConfirmedCompromised, openedMs: Login.TimeMs));

        Assert.That(At(labels, 0), Is.True);
        Assert.That(At(labels, -23 * HourMs), Is.True);
        Assert.That(At(labels, -25 * HourMs), Is.Null);
        Assert.That(At(labels, HourMs), Is.True);
        Assert.That(At(labels, HourMs + 1), Is.Null, "the case was closed");
        Assert.That(labels.TryFind(SampleEvents.Request(Operation.Login, account: "bob"), out _), Is.False);
    }

    [TestCase(Verdict.ConfirmedCompromised, true)]
    [TestCase(Verdict.ConfirmedSafe, false)]
    [TestCase(Verdict.Dismissed, null)]
    public async Task Dismissed_teaches_nothing_and_the_others_what_they_say(Verdict verdict, bool? expected)
    {
        var labels = await Read(Closed(Login.Entity(EntityKind.Ip), verdict, Login.TimeMs));

        Assert.That(At(labels, 0), Is.EqualTo(expected));
        Assert.That(labels.IsEmpty, Is.EqualTo(expected is null));
    }

    [Test]
    public async Task Verdict_on_the_decision_counts_before_one_on_whom_it_is_about_and_a_later_verdict_before_an_earlier()
    {
        var labels = await Read(
            Closed(Login.Entity(EntityKind.Ip), Verdict.ConfirmedCompromised, Login.TimeMs),
            Closed(Login.Entity(EntityKind.Ip), Verdict.ConfirmedSafe, Login.TimeMs + HourMs),
            Closed(default, Verdict.ConfirmedCompromised, Login.TimeMs) with { Decision = Login.Id });

        Assert.That(At(labels, 0), Is.True, "its own verdict");
        Assert.That(labels.TryFind(Login with { Id = EventId.New(Login.TimeMs) }, out var isAttack), Is.True);
        Assert.That(isAttack, Is.False, "the later one");
    }

    [Test]
    public async Task Open_case_and_unreadable_record_say_nothing()
    {
        var open = Closed(Login.Entity(EntityKind.Ip), Verdict.ConfirmedSafe, Login.TimeMs) with { Closing = null };
        var labels = await Read([open], garbage: true);

        Assert.That(labels.IsEmpty, Is.True);
    }

    private static bool? At(DecisionLabels labels, long laterMs) =>
        labels.TryFind(Login with { TimeMs = Login.TimeMs + laterMs }, out var isAttack) ? isAttack : null;

    private static Case Closed(EntityKey entity, Verdict verdict, long openedMs) => new()
    {
        Id = EventId.New(openedMs), Origin = CaseOrigin.Person, OpenedMs = openedMs, OpenedBy = "jane", Reason = "looked odd",
        Entity = entity, Closing = new CaseClosing(verdict, "joe", openedMs + HourMs, "asked the customer"),
    };

    private static Task<DecisionLabels> Read(params Case[] cases) => Read(cases, garbage: false);

    private static async Task<DecisionLabels> Read(Case[] cases, bool garbage)
    {
        using var folder = new TempFolder();
        var buffer = new ArrayBufferWriter<byte>();
        await using (var log = LocalSegmentLog.Open(new LocalLogOptions { Folder = folder.Path }))
        {
            foreach (var item in cases)
            {
                buffer.ResetWrittenCount();
                ReviewCodec.Write(item, buffer);
                log.Append(Topic.Verdicts, new UInt128(item.Id.High, item.Id.Low), item.OpenedMs, buffer.WrittenSpan);
            }

            if (garbage)
            {
                log.Append(Topic.Verdicts, 1, Login.TimeMs, [99]);
            }
        }

        return LabelReader.OfVerdicts(folder.Path);
    }
}
