using Microsoft.Extensions.DependencyInjection;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Sinks;
using SecurityDecisioning.Gateway.Tests.Support;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Gateway.Tests.Sinks;

/// <summary>What a request meets when the disk stands still and the buffer is full: an answer, never a wait.</summary>
internal sealed class LogDecisionSinkTests
{
    private TempFolder _folder;
    private StalledDisk _disk;
    private LocalSegmentLog _log;
    private ServiceProvider _services;
    private SinkMetrics _metrics;
    private LogDecisionSink _sut;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        _disk = new StalledDisk();
        var options = new LocalLogOptions
        {
            Folder = _folder["log"],
            BufferBytes = 256 * 1024,
            MaxRecordBytes = 64 * 1024,
            AppendTimeout = TimeSpan.FromMinutes(1),
        };
        _log = LocalSegmentLog.Open(options, _disk);
        _services = new ServiceCollection().AddMetrics().AddSingleton<SinkMetrics>().BuildServiceProvider();
        _metrics = _services.GetRequiredService<SinkMetrics>();
        _sut = new LogDecisionSink(_log, new LogSettings(), _metrics);
    }

    [TearDown]
    public async Task TearDown()
    {
        _disk.LetGo();
        await _log.DisposeAsync();
        _disk.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Full_buffer_holds_nobody_up_and_every_loss_is_counted()
    {
        var kept = 0;
        Assert.That(LogHealth.Problems(_log.Status(), _metrics.Lost, []), Is.Empty);
        while (_metrics.Lost == 0)
        {
            _sut.Publish(SampleEvents.Request(atMs: kept++));
        }

        FillDecisions();
        var lost = _metrics.Lost;
        _sut.Publish(SampleEvents.Request());
        await _sut.PublishAsync(Decided(ActionKind.Allow));
        await _sut.PublishAsync(Decided(ActionKind.Throttle, DecisionFlags.FailedClosed));

        Assert.That(_metrics.Lost, Is.EqualTo(lost + 3));
        Assert.That(
            () => _sut.PublishAsync(Decided(ActionKind.Throttle)).AsTask(), Throws.TypeOf<LogUnavailableException>(), "the fail mode speaks");
        Assert.That(_metrics.Lost, Is.EqualTo(lost + 4));
        Assert.That(_log.Status().AppendWaits, Is.Zero);
        Assert.That(LogHealth.Problems(_log.Status(), _metrics.Lost, []).Select(p => p.Reason), Has.Exactly(1).Contains("the disk is slow")
            .And.Exactly(1).Contains("were refused"));

        _disk.LetGo();
        await _log.WhenDurableAsync(new LogPosition(Topic.Events, _log.EndOffset(Topic.Events) - 1));
        await _sut.PublishAsync(Decided(ActionKind.Throttle));
        Assert.That(_metrics.Lost, Is.EqualTo(lost + 4), "and goes on where the disk does");
    }

    [Test]
    public async Task Log_that_is_not_strict_answers_an_adverse_decision_before_the_disk_and_records_it_all_the_same()
    {
        var sut = new LogDecisionSink(_log, new LogSettings { Strict = false }, _metrics);
        var decision = Restricting();

        var recorded = sut.PublishAsync(decision).AsTask();
        Assert.That(recorded.IsCompletedSuccessfully, Is.True, "with a disk that stands still");
        Assert.That(_log.Status().Topics.Sum(t => t.DurableEndOffset), Is.Zero);

        _disk.LetGo();
        await foreach (var record in _log.ReadAsync(Topic.Restrictions, 0, follow: false))
        {
            Assert.That(RestrictionCodec.Read(record.Payload.Span).Issued, Is.EqualTo(decision.Issued[0]));
        }

        await _log.WhenDurableAsync(new LogPosition(Topic.Decisions, 0));
        Assert.That(_log.Status().Topics[(int)Topic.Restrictions].DurableEndOffset, Is.EqualTo(1));
    }

    [Test]
    public async Task Adverse_decision_and_its_restriction_are_acknowledged_by_the_disk()
    {
        var decision = Restricting();

        var recorded = _sut.PublishAsync(decision).AsTask();
        var before = recorded.IsCompleted;
        _disk.LetGo();
        await recorded;

        Assert.That(before, Is.False);
        await foreach (var record in _log.ReadAsync(Topic.Restrictions, 0, follow: false))
        {
            Assert.That(RestrictionCodec.Read(record.Payload.Span).Issued, Is.EqualTo(decision.Issued[0]));
            return;
        }

        Assert.Fail("no restriction was written");
    }

    private static Decision Restricting()
    {
        var decision = Decided(ActionKind.Throttle);
        decision.Issued.Add(new Restriction
        {
            Id = EventId.New(SampleEvents.StartMs),
            Entity = decision.Event.Entity(EntityKind.Ip),
            Action = ActionKind.Throttle,
            FromMs = SampleEvents.StartMs,
            UntilMs = SampleEvents.StartMs + 60_000,
            Origin = RestrictionOrigin.Policy,
            Owner = "tests",
            ReasonCode = "TEST",
            Reason = "Set by a test.",
        });
        return decision;
    }

    private void FillDecisions()
    {
        for (var lost = _metrics.Lost; _metrics.Lost == lost;)
        {
            Assert.That(_sut.PublishAsync(Decided(ActionKind.Allow)).AsTask().IsCompletedSuccessfully, Is.True);
        }
    }

    private static Decision Decided(ActionKind action, DecisionFlags flags = DecisionFlags.None) =>
        new() { Event = SampleEvents.Request(), Action = action, Flags = flags };
}
