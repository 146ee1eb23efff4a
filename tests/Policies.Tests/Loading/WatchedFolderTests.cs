using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Loading;

[TestFixture]
internal sealed class WatchedFolderTests
{
    private static readonly string Good = PolicyTexts.Rule("f.ip.requests_5m > 5");
    private static readonly string Better = PolicyTexts.Rule("f.ip.requests_5m > 6");

    private TempFolder _folder = null!;
    private ManualTimeProvider _clock = null!;
    private int _changes;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        _clock = new ManualTimeProvider();
        _changes = 0;
        File.WriteAllText(_folder["a.yaml"], Good);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Changed_content_is_read_without_the_watcher()
    {
        using var watched = CreateSut();
        var first = watched.Last;

        File.WriteAllText(_folder["a.yaml"], Better);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(watched.Last.Content.Version, Is.Not.EqualTo(first.Content.Version));
        Assert.That(watched.Last.Content.Documents.Single().Text, Is.EqualTo(Better));
        Assert.That(_changes, Is.EqualTo(1));
    }

    [Test]
    public void Unchanged_content_is_the_very_reading()
    {
        using var watched = CreateSut();
        var first = watched.Last;

        File.SetLastWriteTimeUtc(_folder["a.yaml"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(watched.Last, Is.SameAs(first));
        Assert.That(_changes, Is.Zero);
    }

    [Test]
    public void What_checks_found_is_kept_until_another_reading_was_found_right()
    {
        using var watched = CreateSut();
        var bad = new PolicyProblem("a.yaml", 1, 1, "yaml", "this is not YAML", "mend it");
        watched.Found(watched.Last, [bad]);

        File.WriteAllText(_folder["a.yaml"], Better);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var beforeItIsChecked = watched.Problems;
        watched.Found(watched.Last, []);

        Assert.That(beforeItIsChecked, Is.EqualTo(new[] { bad }));
        Assert.That(watched.Problems, Is.Empty);
    }

    [Test]
    public void Finding_about_a_reading_that_another_has_followed_is_not_taken()
    {
        using var watched = CreateSut();
        var old = watched.Last;

        File.WriteAllText(_folder["a.yaml"], Better);
        _clock.Advance(TimeSpan.FromSeconds(5));
        watched.Found(old, [new PolicyProblem("a.yaml", 1, 1, "yaml", "this is not YAML", "mend it")]);

        Assert.That(watched.Problems, Is.Empty);
    }

    [Test]
    public void File_that_cannot_be_read_is_told_at_once_and_when_it_is_gone_the_folder_is_read_anew()
    {
        using var watched = CreateSut();
        var first = watched.Last;

        File.WriteAllText(_folder["large.yaml"], "name: " + new string('x', 2_000_000));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(watched.Problems.Single().File, Is.EqualTo("large.yaml"));
        Assert.That(watched.Last.Problems, Is.EqualTo(watched.Problems), "the rest of the folder does not count without it");

        File.Delete(_folder["large.yaml"]);
        _clock.Advance(TimeSpan.FromSeconds(5));
        watched.Found(watched.Last, []);

        Assert.That(watched.Problems, Is.Empty);
        Assert.That(watched.Last.Content.Version, Is.EqualTo(first.Content.Version));
        Assert.That(_changes, Is.EqualTo(2));
    }

    [Test]
    public void Vanished_folder_is_told()
    {
        using var watched = CreateSut();

        Directory.Delete(_folder.Path, recursive: true);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(watched.Problems.Single().Code, Is.EqualTo("no-folder"));
    }

    [Test]
    public async Task Watcher_reads_after_a_quiet_time()
    {
        using var watched = new WatchedFolder(
            new WatchedFolderOptions { Folder = _folder.Path, Debounce = TimeSpan.FromMilliseconds(20), CheckEvery = TimeSpan.FromHours(1) },
            TimeProvider.System,
            NullLogger<WatchedFolder>.Instance);
        var first = watched.Last;

        await File.WriteAllTextAsync(_folder["a.yaml"], Better);

        for (var i = 0; i < 500 && ReferenceEquals(watched.Last, first); i++)
        {
            await Task.Delay(20);
        }

        Assert.That(watched.Last.Content.Version, Is.Not.EqualTo(first.Content.Version));
    }

    private WatchedFolder CreateSut() =>
        new(new WatchedFolderOptions { Folder = _folder.Path }, _clock, NullLogger<WatchedFolder>.Instance)
        {
            Changed = () => _changes++,
        };
}
