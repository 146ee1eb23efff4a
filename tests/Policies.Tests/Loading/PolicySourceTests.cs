using Microsoft.Extensions.Logging.Abstractions;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Loading;

[TestFixture]
internal sealed class PolicySourceTests
{
    private static readonly string Good = PolicyTexts.Rule("f.ip.requests_5m > 5");
    private static readonly string Better = PolicyTexts.Rule("f.ip.requests_5m > 6");

    private TempFolder _folder = null!;
    private ManualTimeProvider _clock = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        _clock = new ManualTimeProvider();
        File.WriteAllText(_folder["a.yaml"], Good);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Bad_first_set_does_not_start_and_tells_everything()
    {
        File.WriteAllText(_folder["a.yaml"], PolicyTexts.Rule("nothing"));
        File.WriteAllText(_folder["b.yaml"], "name: [");

        var thrown = Assert.Throws<PolicyLoadException>(() => CreateSource().Dispose());

        Assert.That(thrown!.Problems.Select(p => p.File), Is.EqualTo(new[] { "a.yaml", "b.yaml" }));
        Assert.That(thrown.Message, Does.Contain("a.yaml:9:11: there is nothing called `nothing`"));
    }

    [Test]
    public void Changed_content_goes_live_without_the_watcher()
    {
        using var source = CreateSource();
        var first = source.Current;

        File.WriteAllText(_folder["a.yaml"], Better);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(source.Current.Hash, Is.Not.EqualTo(first.Hash));
        Assert.That(source.Current.Policies[0].Rules[0].When, Does.EndWith("> 6"));
        Assert.That(source.State.Hash, Is.EqualTo(source.Current.Hash));
    }

    [Test]
    public void Unchanged_content_keeps_the_very_set()
    {
        using var source = CreateSource();
        var first = source.Current;

        File.SetLastWriteTimeUtc(_folder["a.yaml"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(source.Current, Is.SameAs(first));
    }

    [Test]
    public void Bad_set_never_replaces_a_good_one_and_its_problems_are_kept()
    {
        using var source = CreateSource();
        var first = source.Current;

        File.WriteAllText(_folder["b.yaml"], "name: [");
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(source.Current, Is.SameAs(first));
        Assert.That(source.State.Problems.Single().File, Is.EqualTo("b.yaml"));

        File.Delete(_folder["b.yaml"]);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(source.State.Problems, Is.Empty);
        Assert.That(source.Current.Hash, Is.EqualTo(first.Hash));
    }

    [Test]
    public void Vanished_folder_keeps_the_set_and_is_told()
    {
        using var source = CreateSource();
        var first = source.Current;

        Directory.Delete(_folder.Path, recursive: true);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.That(source.Current, Is.SameAs(first));
        Assert.That(source.State.Problems.Single().Code, Is.EqualTo("no-folder"));
    }

    [Test]
    public async Task Watcher_reloads_after_a_quiet_time()
    {
        using var source = new PolicySource(
            new PolicySourceOptions { Folder = _folder.Path, Debounce = TimeSpan.FromMilliseconds(20), CheckEvery = TimeSpan.FromHours(1) },
            TimeProvider.System,
            NullLogger<PolicySource>.Instance);
        var first = source.Current;

        await File.WriteAllTextAsync(_folder["a.yaml"], Better);

        for (var i = 0; i < 500 && ReferenceEquals(source.Current, first); i++)
        {
            await Task.Delay(20);
        }

        Assert.That(source.Current.Hash, Is.Not.EqualTo(first.Hash));
    }

    [Test]
    public void Decision_under_way_keeps_the_set_it_began_with()
    {
        using var source = CreateSource();
        var mine = source.Current;

        File.WriteAllText(_folder["a.yaml"], Better);
        source.CheckNow();

        var decision = PolicyTexts.Decide(mine, SampleEvents.Request(), ("ip.requests_5m", 6));
        Assert.That(decision.Rules, Has.Count.EqualTo(1));
        Assert.That(PolicyTexts.Decide(source.Current, SampleEvents.Request(), ("ip.requests_5m", 6)).Rules, Is.Empty);
    }

    private PolicySource CreateSource() =>
        new(new PolicySourceOptions { Folder = _folder.Path }, _clock, NullLogger<PolicySource>.Instance);
}
