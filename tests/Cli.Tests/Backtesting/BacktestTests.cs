using System.Text.Json;
using SecurityDecisioning.Cli.Backtesting;
using SecurityDecisioning.Cli.Training;
using SecurityDecisioning.Policies;
using SecurityDecisioning.Policies.Loading;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

/// <summary>A policy change held against a recorded gateway.</summary>
internal sealed class BacktestTests
{
    private RecordedGateway _gateway = null!;
    private PolicySet _now = null!;

    [OneTimeSetUp]
    public void Record()
    {
        _gateway = new RecordedGateway(BacktestPolicies.Then);
        _now = PolicyLoader.LoadText("now.yaml", BacktestPolicies.Now).Set!;
    }

    [OneTimeTearDown]
    public void Forget() => _gateway.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public void Counts_are_those_of_deciding_one_after_another(bool againstRecorded)
    {
        var expected = NaiveBacktest.Of(_gateway, _now);

        var report = Run(Plan() with { Old = againstRecorded ? null : _gateway.Policies });

        var tally = report.Tally;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected.Actions, Has.Count.GreaterThan(3), "the change changes something");
            Assert.That(expected.CutShort, Is.Positive);
            Assert.That(expected.CleanNewly, Is.Not.Empty);
            Assert.That((tally.Decisions, tally.Decided, tally.CutShort),
                Is.EqualTo((_gateway.Decisions.Count, expected.Decided, expected.CutShort)));
            foreach (var (old, now) in ActionKinds.All.SelectMany(old => ActionKinds.All.Select(now => (old, now))))
            {
                Assert.That(tally.Actions[old, now], Is.EqualTo(expected.Actions.GetValueOrDefault((old, now))), $"{old} to {now}");
            }

            Assert.That(tally.OldAsRecorded, Is.EqualTo(expected.Decided));
            Assert.That(
                tally.Rules.All.ToDictionary(r => r.Key.Rule, r => (r.Value.OldFired, r.Value.NewFired, r.Value.NewlyFired, r.Value.NoLongerFired)),
                Is.EquivalentTo(expected.Rules.Keys.Select(k => k.Rule).Distinct().ToDictionary(
                    r => r, r => (expected.Rules[(r, "old")], expected.Rules[(r, "new")], expected.Rules[(r, "newly")], expected.Rules[(r, "no longer")]))));
            Assert.That(
                report.Restricted.All.Where(r => r.New.Count > 0).Select(r => (r.Action, r.Kind, (int)r.New.Count)),
                Is.EquivalentTo(expected.Restricted.GroupBy(r => (r.Item1, r.Item2.Kind)).Select(g => (g.Key.Item1, g.Key.Kind, g.Count()))));
            Assert.That(report.Blast.CleanNewly.Count, Is.EqualTo(expected.CleanNewly.Count));
            Assert.That(report.Blast.Most.Top(int.MaxValue).Where(a => a.Newly > 0).Select(a => a.Account), Is.EquivalentTo(expected.CleanNewly));
            Assert.That(tally.Truth.New, Is.EqualTo(new Learning.Evaluation.ConfusionMatrix(
                expected.New.GetValueOrDefault((true, true)), expected.New.GetValueOrDefault((false, true)),
                expected.New.GetValueOrDefault((true, false)), expected.New.GetValueOrDefault((false, false)))));
        }
    }

    /// <summary>Each set under its own restrictions: what it leaves holds later decisions until it ends, and nothing else does.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void Simulated_restrictions_are_those_that_each_set_leaves(bool againstRecorded)
    {
        var lasting = PolicyLoader.LoadText("lasting.yaml", BacktestPolicies.Lasting).Set!;
        var (before, after) = (new NaiveSimulation(_gateway.Policies), new NaiveSimulation(lasting));
        var actions = new Dictionary<(ActionKind, ActionKind), long>();
        var (heldByOld, heldByNew, freed) = (0L, 0L, 0L);
        foreach (var recorded in _gateway.Decisions)
        {
            var (old, isOldHeld) = againstRecorded
                ? (recorded.Action, recorded.Flags.HasFlag(DecisionFlags.ByRestriction))
                : before.Decide(recorded);
            var (now, isNewHeld) = after.Decide(recorded);
            actions[(old, now)] = actions.GetValueOrDefault((old, now)) + 1;
            heldByOld += isOldHeld ? 1 : 0;
            heldByNew += isNewHeld ? 1 : 0;
            var wasHeld = recorded.Applied is { Action: ActionKind.Throttle or ActionKind.Revoke };
            freed += wasHeld && !(isNewHeld && now is ActionKind.Throttle or ActionKind.Revoke) ? 1 : 0;
        }

        var report = Run(Plan() with { Old = againstRecorded ? null : _gateway.Policies, New = lasting, SimulatesRestrictions = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(heldByNew, Is.GreaterThan(100), "restrictions matter here");
            Assert.That(actions, Has.Count.GreaterThan(4));
            foreach (var (old, now) in ActionKinds.All.SelectMany(old => ActionKinds.All.Select(now => (old, now))))
            {
                Assert.That(report.Tally.Actions[old, now], Is.EqualTo(actions.GetValueOrDefault((old, now))), $"{old} to {now}");
            }

            Assert.That((report.Tally.HeldByOld, report.Tally.HeldByNew, report.Tally.Freed), Is.EqualTo((heldByOld, heldByNew, freed)));
            Assert.That(report.Tally.Decided, Is.EqualTo(_gateway.Decisions.Count));
            Assert.That(
                report.Restricted.All.Where(r => r.New.Count > 0).Select(r => (r.Action, r.Kind, (int)r.New.Count)),
                Is.EquivalentTo(after.Restricted.GroupBy(r => (r.Item1, r.Item2.Kind)).Select(g => (g.Key.Item1, g.Key.Kind, g.Count()))));
        }
    }

    /// <summary>The set of then under its own restrictions does what was done, threats of what was held aside: there are none here.</summary>
    [Test]
    public void Set_of_then_under_its_own_restrictions_does_what_was_done()
    {
        var report = Run(Plan() with { New = _gateway.Policies, SimulatesRestrictions = true });

        Assert.That(report.Tally.Actions.Changed, Is.Zero);
        Assert.That(report.Tally.HeldByNew, Is.EqualTo(report.Tally.HeldByOld).And.Positive);
        Assert.That(report.Tally.Freed, Is.Zero);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Result_does_not_depend_on_how_many_batches_are_decided_at_once(bool simulates)
    {
        var plan = Plan() with { Old = _gateway.Policies, SimulatesRestrictions = simulates };
        var one = Run(plan with { BatchesAtOnce = 1 });
        var many = Run(plan with { BatchesAtOnce = 16 });

        Assert.That(Text(one), Is.EqualTo(Text(many)));

        static string Text(BacktestReport report) => BacktestJson.Report(report with { Elapsed = TimeSpan.FromSeconds(1) }, "", "");
    }

    [Test]
    public void Examples_tell_of_each_change_and_rule_why_it_fires_now_and_did_not()
    {
        var report = Run(Plan() with { Old = _gateway.Policies });

        var changes = report.Examples.Select(e => (e.Old, e.New, e.Rule)).Distinct().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changes, Does.Contain(("allow", "challenge", "many-failures")));
            Assert.That(changes, Does.Contain(("allow", "challenge", "new-device")));
            Assert.That(changes, Does.Contain(("throttle", "challenge", "many-failures")));
            var earlier = report.Examples.First(e => e is { Old: "allow", Rule: "many-failures" });
            Assert.That(earlier.Why[0], Does.Match(@"^old: logins/many-failures does not fire: .* >= 6.0 is false \(.* = [345]\.0\)"));
            Assert.That(earlier.Why[1], Does.Match(@"^new: logins/many-failures fires: .* >= 3.0 is true \(.* = [345]\.0\)"));
            var added = report.Examples.First(e => e is { Old: "allow", Rule: "new-device" });
            Assert.That(added.Why[0], Is.EqualTo("old: there is no logins/new-device"));
        }
    }

    [Test]
    public void Interrupted_run_reports_the_part_it_did_as_a_part()
    {
        using var cancellation = new CancellationTokenSource();
        var read = 0;

        var report = Run(Plan(), record =>
        {
            if (++read == 3_000)
            {
                cancellation.Cancel();
            }
        }, cancellation.Token);

        Assert.That(report.IsComplete, Is.False);
        Assert.That(report.Tally.Decisions, Is.EqualTo(2_999));
        var expected = NaiveBacktest.Of(_gateway, _now, _gateway.Decisions[..2_999].Contains);
        Assert.That(report.Tally.Decided, Is.EqualTo(expected.Decided));
        var output = new StringWriter();
        BacktestText.Write(report, "then", "now", output);
        Assert.That(output.ToString(), Does.Contain("Interrupted: this is a part of the log, not the whole."));
        using var json = JsonDocument.Parse(BacktestJson.Report(report, "then", "now"));
        Assert.That(json.RootElement.GetProperty("complete").GetBoolean(), Is.False);
    }

    [Test]
    public void Times_bound_what_is_decided_and_the_rest_is_counted()
    {
        var (from, to) = (_gateway.Decisions[1_000].Event.TimeMs, _gateway.Decisions[4_000].Event.TimeMs);
        bool Within(Decision d) => d.Event.TimeMs >= from && d.Event.TimeMs <= to;

        var report = Run(Plan() with { FromMs = from, ToMs = to });

        Assert.That(report.Tally.Decisions, Is.EqualTo(_gateway.Decisions.Count(Within)));
        Assert.That(report.OutOfRange, Is.EqualTo(_gateway.Decisions.Count(d => !Within(d))));
        Assert.That((report.Tally.FirstMs, report.Tally.LastMs), Is.EqualTo((from, to)));
    }

    private BacktestPlan Plan()
    {
        var labels = new DecisionLabels();
        labels.Use(TruthTable.Read(_gateway.TruthFile));
        return new BacktestPlan { New = _now, Labels = labels };
    }

    private BacktestReport Run(BacktestPlan plan, Action<LogRecord>? onRead = null, CancellationToken cancellationToken = default)
    {
        var archive = LogArchive.Open(_gateway.LogFolder, Topic.Decisions);
        var backtest = new Backtest(plan);
        var records = archive.Read(backtest.NoteDamage).Select(r =>
        {
            onRead?.Invoke(r);
            return r;
        });
        return backtest.Run(records, archive.BytesFrom(), null, cancellationToken);
    }
}
