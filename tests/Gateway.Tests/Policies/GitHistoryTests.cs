using SecurityDecisioning.Gateway.Policies;

namespace SecurityDecisioning.Gateway.Tests.Policies;

internal sealed class GitHistoryTests
{
    [Test]
    public void Documents_of_the_commit_have_its_author_and_its_approvers()
    {
        using var folder = new TempFolder();
        PolicyFolder.Write(folder.Path, 5);
        PolicyFolder.Commit(folder.Path, "jane@example.com", "Stop scrapers\n\nApproved-by: Bob <bob@example.com>\nApproved-by: eve");

        var found = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), "", out _)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Authors, Is.EqualTo(new[] { "jane@example.com" }));
            Assert.That(found.Subject, Is.EqualTo("Stop scrapers"));
            Assert.That(found.Approvers, Is.EqualTo(new[] { "Bob <bob@example.com>", "eve" }));
            Assert.That(found.Commit, Has.Length.EqualTo(40));
        }
    }

    [Test]
    public void Everybody_who_wrote_since_the_live_version_is_an_author()
    {
        using var folder = new TempFolder();
        PolicyFolder.Write(folder.Path, 5);
        PolicyFolder.Commit(folder.Path, "ann@example.com", "one");
        var live = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), "", out _)!.Commit;
        foreach (var (author, above) in new[] { ("Jane@Example.com", 6), ("omar@example.com", 7), ("jane@example.com", 8) })
        {
            PolicyFolder.Write(folder.Path, above);
            PolicyFolder.Commit(folder.Path, author, "more");
        }

        var found = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), live, out _)!;
        var unknownStart = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), new string('a', 40), out _)!;

        Assert.That(found.Authors, Is.EquivalentTo(new[] { "jane@example.com", "omar@example.com" }));
        Assert.That(unknownStart.Authors, Is.EqualTo(new[] { "jane@example.com" }), "the newest commit alone is known to matter");
    }

    [Test]
    public void Changed_removed_or_added_document_is_nobodys_before_it_is_committed()
    {
        using var folder = new TempFolder();
        PolicyFolder.Write(folder.Path, 5);
        File.WriteAllText(folder["other.yaml"], "name: other\n");
        PolicyFolder.Commit(folder.Path, "jane@example.com", "one");
        var committed = PolicyFolder.Read(folder.Path);

        PolicyFolder.Write(folder.Path, 6);
        var changed = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), "", out var why);
        PolicyFolder.Write(folder.Path, 5);
        File.Delete(folder["other.yaml"]);
        var removed = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), "", out _);
        File.WriteAllText(folder["other.yaml"], "name: other\n");
        File.WriteAllText(folder["third.yaml"], "name: third\n");
        var added = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), "", out _);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(why, Is.Empty);
            Assert.That((changed, removed, added), Is.EqualTo(((GitVersion?)null, (GitVersion?)null, (GitVersion?)null)));
            Assert.That(GitHistory.Find(folder.Path, committed, "", out _), Is.Not.Null);
        }
    }

    /// <summary>Who writes the tree writes its configuration too: reading it must not run what it names.</summary>
    [Test]
    public void Configuration_of_the_tree_runs_nothing()
    {
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        PolicyFolder.Write(folder.Path, 5);
        PolicyFolder.Commit(folder.Path, "jane@example.com", "one");
        var program = outside["run.sh"];
        File.WriteAllText(program, $"#!/bin/sh\ntouch {outside["ran"]}\ncat\n");
        Requires.Component(!OperatingSystem.IsWindows(), "a shell");
        PolicyFolder.MakeRunnable(program);
        foreach (var key in new[] { "core.fsmonitor", "core.pager", "gpg.program", "core.sshCommand", "diff.external", "filter.f.clean", "filter.f.smudge", "diff.d.textconv" })
        {
            PolicyFolder.Git(folder.Path, "config", key, program);
        }

        PolicyFolder.Git(folder.Path, "config", "log.showSignature", "true");
        File.WriteAllText(folder[".git/info/attributes"], "* filter=f diff=d\n");
        File.Delete(outside["ran"]);

        var found = GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), "", out _);

        Assert.That(found, Is.Not.Null);
        Assert.That(File.Exists(outside["ran"]), Is.False);
    }

    [TestCase("--upload-pack=touch /tmp/never")]
    [TestCase("HEAD..HEAD")]
    [TestCase("")]
    public void Start_that_is_no_commit_is_not_given_to_git(string since)
    {
        using var folder = new TempFolder();
        PolicyFolder.Write(folder.Path, 5);
        PolicyFolder.Commit(folder.Path, "jane@example.com", "one");

        Assert.That(GitHistory.Find(folder.Path, PolicyFolder.Read(folder.Path), since, out _)!.Authors, Has.Count.EqualTo(1));
    }

    [Test]
    public void Folder_outside_a_work_tree_is_none()
    {
        using var folder = new TempFolder();

        Assert.That(GitHistory.IsWorkTree(folder.Path), Is.False);
        Assert.That(GitHistory.Find(folder.Path, PolicyFolder.Version(5), "", out var why), Is.Null);
        Assert.That(why, Does.Contain("not a git repository"));
    }
}
