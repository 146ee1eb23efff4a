using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Tests.Lifecycle;

internal sealed class VersionEditTests
{
    [TestCase("a.yaml")]
    [TestCase("shared/lists.yml")]
    [TestCase("Büro regeln.yaml")]
    [TestCase("1/2/3/4/5/6/7/8/nine.yaml")]
    public void Name_that_a_folder_can_hold_is_taken(string name) => Assert.That(VersionEdit.NameProblem(name), Is.Null);

    [TestCase("")]
    [TestCase("a.txt")]
    [TestCase("a.yaml.exe")]
    [TestCase(".yaml")]
    [TestCase("folder/.yaml")]
    [TestCase("../a.yaml")]
    [TestCase("a/../../b.yaml")]
    [TestCase("/etc/a.yaml")]
    [TestCase("a//b.yaml")]
    [TestCase("./a.yaml")]
    [TestCase(".git/a.yaml")]
    [TestCase("C:\\a.yaml")]
    [TestCase("a\\b.yaml")]
    [TestCase("a\0.yaml")]
    [TestCase("a\n.yaml")]
    [TestCase("a\u202Elmay.yaml", Description = "turns the text around")]
    [TestCase("a\u200B.yaml", Description = "is not seen")]
    [TestCase("a\uD800.yaml")]
    [TestCase(" a.yaml")]
    [TestCase("a.yaml ")]
    [TestCase("folder /a.yaml")]
    [TestCase("1/2/3/4/5/6/7/8/9/ten.yaml")]
    public void Name_that_leads_elsewhere_or_deceives_is_refused(string name) => Assert.That(VersionEdit.NameProblem(name), Is.Not.Null);

    [Test]
    public void Name_is_at_most_two_hundred_characters_long() => Assert.Multiple(() =>
    {
        Assert.That(VersionEdit.NameProblem(new string('a', 195) + ".yaml"), Is.Null);
        Assert.That(VersionEdit.NameProblem(new string('a', 196) + ".yaml"), Is.Not.Null);
    });

    [Test]
    public void Same_documents_are_the_same_version_in_whatever_order_they_came() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(),
        numbers =>
        {
            var names = numbers.Distinct().Take(20).ToArray();
            var forth = names.Aggregate(VersionEdit.Empty, (c, n) => Put(c, $"d{n}.yaml", $"name: p{n}"));
            var back = names.Reverse().Aggregate(VersionEdit.Empty, (c, n) => Put(c, $"d{n}.yaml", $"name: p{n}"));
            return forth.Version == back.Version && VersionContent.TryUnpack(forth.Pack(), forth.Version, out _);
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void Document_that_was_added_and_removed_leaves_the_version_as_it_was()
    {
        var before = Put(Put(VersionEdit.Empty, "a.yaml", "one"), "b.yaml", "two");

        var after = VersionEdit.Without(Put(before, "aa.yaml", "three"), "aa.yaml");

        Assert.That(after.Version, Is.EqualTo(before.Version));
    }

    [Test]
    public void Too_many_too_large_and_twin_documents_are_refused_and_change_nothing()
    {
        var full = Enumerable.Range(0, 1000).Aggregate(VersionEdit.Empty, (c, n) => Put(c, $"d{n}.yaml", "x"));

        var many = VersionEdit.Put(full, "one-more.yaml", [1], out var unchanged);
        var large = VersionEdit.Put(full, "d1.yaml", new byte[VersionEdit.DocumentBytes + 1], out _);
        var twin = VersionEdit.Put(full, "D1.yaml", [1], out _);
        var same = VersionEdit.Put(full, "d1.yaml", "y"u8.ToArray(), out var changed);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(many, Does.Contain("1000"));
            Assert.That(unchanged.Version, Is.EqualTo(full.Version));
            Assert.That(large, Does.Contain("1024 KiB"));
            Assert.That(twin, Does.Contain("d1.yaml"));
            Assert.That(same, Is.Null);
            Assert.That(changed.Version, Is.Not.EqualTo(full.Version));
        }
    }

    [Test]
    public void Own_changes_are_put_onto_what_others_changed_and_clashes_are_named()
    {
        var old = Of(("both.yaml", "1"), ("gone-here.yaml", "1"), ("gone-there.yaml", "1"), ("mine.yaml", "1"), ("same.yaml", "1"), ("theirs.yaml", "1"));
        var now = Of(("both.yaml", "2"), ("gone-here.yaml", "1"), ("mine.yaml", "1"), ("new-there.yaml", "1"), ("same.yaml", "2"), ("theirs.yaml", "2"));
        var mine = Of(("both.yaml", "3"), ("gone-there.yaml", "1"), ("mine.yaml", "2"), ("new-here.yaml", "1"), ("same.yaml", "2"), ("theirs.yaml", "1"));

        var onto = VersionEdit.Onto(old, now, mine, out var both);

        Assert.That(onto.Documents, Is.EqualTo(new[]
        {
            ("both.yaml", "3"), ("mine.yaml", "2"), ("new-here.yaml", "1"), ("new-there.yaml", "1"), ("same.yaml", "2"), ("theirs.yaml", "2"),
        }));
        Assert.That(both, Is.EqualTo(new[] { "both.yaml" }));
    }

    private static VersionContent Of(params (string Name, string Text)[] documents) =>
        documents.Aggregate(VersionEdit.Empty, (content, d) => Put(content, d.Name, d.Text));

    private static VersionContent Put(VersionContent content, string name, string text)
    {
        Assert.That(VersionEdit.Put(content, name, Encoding.UTF8.GetBytes(text), out var next), Is.Null);
        return next;
    }
}
