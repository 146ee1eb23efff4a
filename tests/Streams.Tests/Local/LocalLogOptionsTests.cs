using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Streams.Tests.Local;

internal sealed class LocalLogOptionsTests
{
    [Test]
    public void Defaults_are_within_their_ranges() =>
        Assert.That(new LocalLogOptions { Folder = "x" }.Validate(), Is.Empty);

    [Test]
    public void All_errors_are_told_at_once_with_value_and_range()
    {
        using var folder = new TempFolder();
        var options = new LocalLogOptions
        {
            Folder = " ",
            SegmentBytes = 1,
            SyncInterval = TimeSpan.FromSeconds(-1),
            Events = new LogRetention(TimeSpan.Zero, 0),
        };

        var errors = options.Validate();

        Assert.That(errors, Has.Count.EqualTo(5));
        Assert.That(errors, Has.Some.Contains("SegmentBytes is 1: it must be from 4096"));
        Assert.That(
            () => LocalSegmentLog.Open(options),
            Throws.ArgumentException.With.Message.Contains("SegmentBytes").And.Message.Contains("SyncInterval"));
    }

    [Test]
    public void Largest_record_must_fit_the_buffer_several_times() =>
        Assert.That(
            new LocalLogOptions { Folder = "x", BufferBytes = 1024 * 1024, MaxRecordBytes = 512 * 1024 }.Validate(),
            Has.Count.EqualTo(1));
}
