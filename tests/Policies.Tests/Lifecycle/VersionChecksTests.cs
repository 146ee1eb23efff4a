using SecurityDecisioning.Policies.Lifecycle;
using SecurityDecisioning.Policies.Testing;

namespace SecurityDecisioning.Policies.Tests.Lifecycle;

[TestFixture]
internal sealed class VersionChecksTests
{
    private static readonly Dictionary<string, string> NoModes = [];

    [Test]
    public void Version_is_loaded_once_however_often_it_is_asked_for()
    {
        var checks = new VersionChecks();
        var first = checks.Of(LifecycleBench.Challenging(5), NoModes);

        Assert.That(checks.Of(LifecycleBench.Challenging(5), NoModes), Is.SameAs(first));
        Assert.That(checks.FindSet(first.Set!.Hash), Is.SameAs(first.Set));
    }

    [Test]
    public void Other_modes_make_another_set()
    {
        var checks = new VersionChecks();
        var enforced = checks.Of(LifecycleBench.Challenging(5), NoModes);

        var shadowed = checks.Of(LifecycleBench.Challenging(5), new Dictionary<string, string> { ["*"] = "shadow" });

        Assert.That(shadowed.Set!.Hash, Is.Not.EqualTo(enforced.Set!.Hash));
        Assert.That(shadowed.Set.Policies.Single().Mode, Is.EqualTo(PolicyMode.Shadow));
    }

    [Test]
    public void What_was_not_asked_for_longest_is_forgotten_first()
    {
        var checks = new VersionChecks();
        var first = checks.Of(LifecycleBench.Challenging(1), NoModes);
        var second = checks.Of(LifecycleBench.Challenging(2), NoModes);
        for (var i = 3; i < 40; i++)
        {
            checks.Of(LifecycleBench.Challenging(1), NoModes);
            checks.Of(LifecycleBench.Challenging(i), NoModes);
        }

        Assert.That(checks.Count, Is.LessThanOrEqualTo(8));
        Assert.That(checks.Of(LifecycleBench.Challenging(1), NoModes), Is.SameAs(first));
        Assert.That(checks.Of(LifecycleBench.Challenging(2), NoModes), Is.Not.SameAs(second));
    }

    [Test]
    public void Large_versions_are_forgotten_sooner()
    {
        var checks = new VersionChecks();
        for (var i = 0; i < 7; i++)
        {
            // Close to the largest file there may be.
            checks.Of(LifecycleBench.Version(PolicyTexts.Rule($"f.ip.requests_5m > {i + 1}") + "\n#" + new string('-', 1_000_000)), NoModes);
        }

        Assert.That(checks.Count, Is.EqualTo(4));
    }

    [Test]
    public void Wrong_version_is_remembered_with_its_problems()
    {
        var checks = new VersionChecks();
        var wrong = LifecycleBench.Version(PolicyTexts.Rule("nothing"));

        var check = checks.Of(wrong, NoModes);

        Assert.That(check.Set, Is.Null);
        Assert.That(check.Problems.Single().Message, Does.Contain("nothing called `nothing`"));
        Assert.That(checks.Of(wrong, NoModes), Is.SameAs(check));
    }

    [Test]
    public async Task Set_that_goes_live_is_the_one_that_was_checked()
    {
        using var bench = new LifecycleBench();
        Assert.That(await bench.StartAsync(LifecycleBench.Challenging(5)), Is.Empty);

        var check = bench.Lifecycle.Check(LifecycleBench.Challenging(6));
        var answer = await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(LifecycleBench.Challenging(6)));

        Assert.That(answer.IsDone, Is.True);
        Assert.That(bench.Lifecycle.Rollout.Live, Is.SameAs(check.Set));
    }

    [Test]
    public void Tests_of_a_loaded_pack_are_those_of_its_folder()
    {
        var ofFolder = PolicyTests.Run(ShippedPack.Folder).Results;

        var ofVersion = VersionCheck.Of(VersionContent.OfFolder(ShippedPack.Folder, out _)!).Tests;

        Assert.That(
            ofVersion.Select(t => (t.Policy, t.Test, t.Passed, t.Expected, t.Actual)),
            Is.EqualTo(ofFolder.Select(t => (t.Policy, t.Test, t.Passed, t.Expected, t.Actual))));
        Assert.That(ofVersion, Is.Not.Empty);
    }
}
