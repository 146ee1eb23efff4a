using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Cli.Replaying;

namespace SecurityDecisioning.Cli.Tests.Replaying;

internal sealed class LineReaderTests
{
    [Test]
    public void Lines_come_as_they_were_written() => Prop.ForAll<NonNull<string>[]>(texts =>
    {
        var lines = texts.Select(t => t.Get.ReplaceLineEndings("").Replace("\n", "").Trim('\r')).Append("end").ToList();
        return Read(string.Join('\n', lines)).SequenceEqual(lines);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_last_line_without_an_end_counts_and_an_empty_file_has_none()
    {
        Assert.That(Read("a\r\nb"), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(Read("a\n"), Is.EqualTo(new[] { "a" }));
        Assert.That(Read(""), Is.Empty);
    }

    [TestCase(LineReader.LongestLine + 1)]
    [TestCase(5_000_000)]
    public void A_line_that_is_too_long_is_left_out_and_the_next_one_read(int length)
    {
        var reader = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes($"a\n{new string('x', length)}\nb\n")));

        Assert.That(reader.TryRead(out var first) && Encoding.ASCII.GetString(first) == "a");
        Assert.That(reader.TryRead(out var second) && second.IsEmpty && reader.WasTooLong);
        Assert.That(reader.TryRead(out var third) && Encoding.ASCII.GetString(third) == "b" && !reader.WasTooLong);
        Assert.That(reader.TryRead(out _), Is.False);
    }

    private static List<string> Read(string text)
    {
        var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var lines = new List<string>();
        while (reader.TryRead(out var line))
        {
            lines.Add(Encoding.UTF8.GetString(line));
        }

        return lines;
    }
}
