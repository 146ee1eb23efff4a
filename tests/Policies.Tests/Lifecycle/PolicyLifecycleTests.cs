using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Policies.Tests.Lifecycle;

internal sealed class PolicyLifecycleTests
{
    private static readonly VersionContent One = LifecycleBench.Challenging(5);
    private static readonly VersionContent Two = LifecycleBench.Challenging(50);

    [Test]
    public async Task Folder_is_live_at_once_and_every_change_is_a_version_that_can_be_gone_back_to()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        var hash = bench.Lifecycle.Rollout.Live.Hash;

        var back = await bench.Lifecycle.RollBackAsync(null, PolicyVia.Console, "ann", "it blocks customers");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hash, Is.EqualTo(Two.Version[..16]), "a set without other modes is named like its version");
            Assert.That(back.Step, Has.Property("From").EqualTo(Two.Version).And.Property("To").EqualTo(One.Version));
            Assert.That(bench.Lifecycle.Rollout.Live.Hash, Is.EqualTo(One.Version[..16]));
            Assert.That(bench.Lifecycle.FindSet(Two.Version[..16])?.Hash, Is.EqualTo(Two.Version[..16]), "to make its decisions again");
        }
    }

    [Test]
    public async Task Rollback_holds_against_the_folder_and_over_a_restart_until_it_is_released()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        await bench.Lifecycle.RollBackAsync(One.Version, PolicyVia.Console, "ann", "it blocks customers");
        var three = LifecycleBench.Challenging(500);

        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(three));
        var afterChange = bench.Lifecycle.State.Live;
        await bench.StartAsync(three);
        var afterRestart = bench.Lifecycle.State.Live;
        await bench.StartAsync(three);
        await bench.Lifecycle.ReleaseAsync(PolicyVia.Console, "ann", "mended");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(afterChange, Is.EqualTo(One.Version));
            Assert.That(afterRestart, Is.EqualTo(One.Version));
            Assert.That(bench.Lifecycle.State.Live, Is.EqualTo(three.Version));
            Assert.That(bench.Lifecycle.Rollout.Live.Hash, Is.EqualTo(three.Version[..16]));
        }
    }

    [Test]
    public async Task Version_needs_a_second_person_every_stage_and_then_decides_everything()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One, PolicyRegime.NeedsApproval);
        var lifecycle = bench.Lifecycle;

        await lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two, "Ann"));
        var unapproved = await lifecycle.StageAsync(Two.Version, 0, PolicyVia.Console, "bob", "try it");
        var own = await lifecycle.ApproveAsync(Two.Version, PolicyVia.Console, "ann", "it is mine");
        await lifecycle.ApproveAsync(Two.Version, PolicyVia.Console, "bob", "looks right");
        var early = await lifecycle.PromoteAsync(Two.Version, PolicyVia.Console, "bob", "now");
        await lifecycle.StageAsync(Two.Version, 0, PolicyVia.Console, "bob", "shadow");
        var skipped = await lifecycle.StageAsync(Two.Version, 1_000, PolicyVia.Console, "bob", "10 %");
        await lifecycle.StageAsync(Two.Version, 100, PolicyVia.Console, "bob", "1 %");
        await lifecycle.StageAsync(Two.Version, 1_000, PolicyVia.Console, "bob", "10 %");
        var stillLive = lifecycle.Rollout.Live.Hash;
        var promoted = await lifecycle.PromoteAsync(Two.Version, PolicyVia.Console, "bob", "everything");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unapproved.Refusal, Does.Contain("Nobody has approved"));
            Assert.That(own.Refusal, Does.Contain("second person"));
            Assert.That(early.Refusal, Does.Contain("not being rolled out"));
            Assert.That(skipped.Refusal, Does.Contain("not skipped: the next one is 1 %"));
            Assert.That(stillLive, Is.EqualTo(One.Version[..16]));
            Assert.That(promoted.IsDone, Is.True);
            Assert.That(lifecycle.Rollout.Live.Hash, Is.EqualTo(Two.Version[..16]));
            Assert.That(lifecycle.Rollout.Staged, Is.Null);
        }
    }

    [Test]
    public async Task Stage_decides_for_the_same_accounts_and_about_its_share_of_them()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One, PolicyRegime.NeedsApproval | PolicyRegime.SkipStages | PolicyRegime.SelfApproval);
        await bench.Lifecycle.ProposeAsync(Two, PolicyVia.Console, "ann", "better");
        await bench.Lifecycle.ApproveAsync(Two.Version, PolicyVia.Console, "ann", "alone here");
        var accounts = Enumerable.Range(0, 20_000).Select(i => SampleEvents.Request(account: $"account{i}")).ToList();

        await bench.Lifecycle.StageAsync(Two.Version, 100, PolicyVia.Console, "ann", "1 %");
        var one = accounts.Where(a => bench.Lifecycle.Rollout.For(a).Hash == Two.Version[..16]).ToHashSet();
        await bench.Lifecycle.StageAsync(Two.Version, 1_000, PolicyVia.Console, "ann", "10 %");
        var ten = accounts.Where(a => bench.Lifecycle.Rollout.For(a).Hash == Two.Version[..16]).ToHashSet();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one, Has.Count.InRange(140, 260), "1 % of 20,000, five standard deviations about");
            Assert.That(ten, Has.Count.InRange(1_780, 2_220));
            Assert.That(one.IsSubsetOf(ten), Is.True);
        }
    }

    [Test]
    public async Task Failing_version_is_kept_as_a_draft_and_cannot_be_approved()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One, PolicyRegime.NeedsApproval);
        var wrong = LifecycleBench.Version(PolicyTexts.Rule("no_such_thing > 5"));
        var failing = LifecycleBench.Version(PolicyTexts.Rule("true", mode: "enforce"));

        var proposed = await bench.Lifecycle.ProposeAsync(wrong, PolicyVia.Console, "ann", "oops");
        await bench.Lifecycle.ProposeAsync(failing, PolicyVia.Console, "ann", "its test expects to be let through");
        var one = await bench.Lifecycle.ApproveAsync(wrong.Version, PolicyVia.Console, "bob", "fine");
        var other = await bench.Lifecycle.ApproveAsync(failing.Version, PolicyVia.Console, "bob", "fine");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(proposed.Problems, Is.Not.Empty);
            Assert.That(one.Refusal, Does.Contain("fail"));
            Assert.That(other.Refusal, Does.Contain("fail"));
        }
    }

    [Test]
    public async Task Mode_over_a_document_is_weaker_only_and_survives_versions_and_restarts()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        var lifecycle = bench.Lifecycle;

        var stronger = await lifecycle.SetModeAsync("a-policy", PolicyMode.Enforce, PolicyVia.Console, "ann", "now");
        var unknown = await lifecycle.SetModeAsync("no-policy", PolicyMode.Shadow, PolicyVia.Guard, "budget", "overturned");
        var done = await lifecycle.SetModeAsync("a-policy", PolicyMode.Shadow, PolicyVia.Guard, "budget", "5 of 20 overturned");
        var withMode = lifecycle.Rollout.Live.Hash;
        await lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        await bench.StartAsync(Two);
        var after = bench.Lifecycle.Rollout.Live.Policies.Single().Mode;
        var byGuard = await bench.Lifecycle.SetModeAsync("a-policy", null, PolicyVia.Guard, "budget", "calm again");
        await bench.Lifecycle.SetModeAsync("a-policy", null, PolicyVia.Console, "ann", "mended");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stronger.Refusal, Does.Contain("stronger"));
            Assert.That(unknown.Refusal, Does.Contain("no policy"));
            Assert.That(done.IsDone, Is.True);
            Assert.That(after, Is.EqualTo(PolicyMode.Shadow));
            Assert.That(byGuard.Refusal, Does.Contain("guard"));
            Assert.That(bench.Lifecycle.Rollout.Live.Policies.Single().Mode, Is.EqualTo(PolicyMode.Enforce));
            Assert.That(bench.Lifecycle.FindSet(withMode)!.Policies.Single().Mode, Is.EqualTo(PolicyMode.Shadow), "to make decisions again");
        }
    }

    [Test]
    public async Task First_start_with_documents_that_do_not_load_says_what_is_wrong_with_them()
    {
        using var bench = new LifecycleBench();

        var problems = await bench.StartAsync(
            LifecycleBench.Version(PolicyTexts.Rule("no_such_thing > 5")), PolicyRegime.NeedsApproval);

        Assert.That(problems.Select(p => p.Message), Has.Some.Contains("no_such_thing"));
        Assert.That(bench.Lifecycle.State.Live, Is.Empty);
    }

    [Test]
    public async Task Nothing_counts_that_could_not_be_recorded()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        bench.JournalFails = new IOException("the disk is full");

        Assert.That(
            async () => await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two)), Throws.TypeOf<IOException>());
        Assert.That(bench.Lifecycle.Rollout.Live.Hash, Is.EqualTo(One.Version[..16]));
        Assert.That(bench.Lifecycle.State.Live, Is.EqualTo(One.Version));

        bench.JournalFails = null;
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        Assert.That(bench.Lifecycle.Rollout.Live.Hash, Is.EqualTo(Two.Version[..16]));
    }

    [Test]
    public async Task Tampered_version_is_refused_and_healed_from_the_log_at_the_next_start()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        var file = bench.Folder[$"policies/versions/{One.Version}.policies"];
        await File.WriteAllBytesAsync(file, LifecycleBench.Challenging(1_000_000).Pack());

        var refused = await bench.Lifecycle.RollBackAsync(One.Version, PolicyVia.Console, "ann", "back");
        await bench.StartAsync(Two);
        var healed = await bench.Lifecycle.RollBackAsync(One.Version, PolicyVia.Console, "ann", "back");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Problems.Single().Message, Does.Contain("changed there"));
            Assert.That(healed.IsDone, Is.True);
            Assert.That(bench.Lifecycle.Rollout.Live.Hash, Is.EqualTo(One.Version[..16]));
        }
    }

    [Test]
    public async Task Rules_of_the_configuration_are_a_step_and_change_nothing_that_was_right_before()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));

        var three = LifecycleBench.Challenging(500);
        await bench.StartAsync(three, PolicyRegime.NeedsApproval);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Lifecycle.State.Live, Is.EqualTo(Two.Version), "the changed folder is a draft now");
            Assert.That(bench.Recorded.Count(s => s.Kind == PolicyEventKind.Configured), Is.EqualTo(2));
            Assert.That(bench.Recorded[^1], Has.Property("Kind").EqualTo(PolicyEventKind.Proposed).And.Property("To").EqualTo(three.Version));
        }
    }

    [Test]
    public async Task Steps_never_go_back_in_time_with_the_clock()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        await bench.Lifecycle.RollBackAsync(null, PolicyVia.Console, "ann", "back");

        Assert.That(bench.Recorded.Select(s => s.Id), Is.Ordered.Ascending, "the clock stood still");
        Assert.That(bench.Recorded.Select(s => s.TimeMs), Is.Unique);
    }

    [Test]
    public async Task Request_meets_one_of_the_sets_whole_while_they_are_exchanged()
    {
        using var bench = new LifecycleBench();
        await bench.StartAsync(One);
        await bench.Lifecycle.FolderChangedAsync(LifecycleBench.InFolder(Two));
        var request = SampleEvents.Request();
        var known = new[] { One.Version[..16], Two.Version[..16] };
        var seen = new HashSet<string>();
        using var done = new CancellationTokenSource();
        var requests = Task.Run(() =>
        {
            while (!done.IsCancellationRequested || seen.Count == 0)
            {
                var set = bench.Lifecycle.Rollout.For(request);
                set.Decide(PolicyTexts.Frame(request));
                seen.Add(set.Hash);
            }
        });

        for (var i = 0; i < 40; i++)
        {
            Assert.That((await bench.Lifecycle.RollBackAsync(null, PolicyVia.Console, "ann", "back and forth")).IsDone, Is.True);
        }

        await done.CancelAsync();
        await requests;
        Assert.That(seen, Is.SubsetOf(known));
    }
}
