using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Sharing;

[TestFixture]
internal sealed class SharingTests
{
    private static readonly Pseudonym Alice = new(1, 2);

    private const string Lists = """
        shared: true
        lists:
          vip: { kind: account, entries: [00000000000000010000000000000002] }
          trial: { kind: account, entries: [{ value: 00000000000000010000000000000002, from: 2026-01-01, until: 2026-02-01 }] }
          offices: { kind: ip, entries: [203.0.113.0/24, "2001:db8::/32", 198.51.100.7] }
          hosters: { kind: asn, entries: [AS64500, 64501] }
          near: { kind: country, entries: [DE, no] }
          tools: { kind: text, entries: [curl/8.5.0] }
        """;

    [TestCase("list(\"vip\")", true)]
    [TestCase("list(\"trial\")", true)]
    [TestCase("list(\"offices\")", true)]
    [TestCase("list(\"hosters\")", true)]
    [TestCase("list(\"near\")", true)]
    [TestCase("list(\"tools\", request.user_agent)", true)]
    [TestCase("!list(\"tools\", request.path)", true)]
    public void List_knows_the_requests_entities(string when, bool fires) =>
        Assert.That(Fires(when, Request, Lists), Is.EqualTo(fires));

    [TestCase("list(\"vip\")")]
    [TestCase("list(\"offices\")")]
    [TestCase("list(\"hosters\")")]
    [TestCase("list(\"near\")")]
    [TestCase("list(\"tools\", request.user_agent)")]
    public void List_does_not_know_others(string when)
    {
        var stranger = Request with
        {
            Account = new Pseudonym(1, 3), Ip = Address("203.0.114.1"), Asn = 64502, Country = "SE", UserAgent = "curl/8.5.1",
        };
        Assert.That(Fires(when, stranger, Lists), Is.False);
        Assert.That(Fires(when, Request with { Account = default, Ip = default, Asn = 0, Country = "", UserAgent = "" }, Lists), Is.False);
    }

    [TestCase("2025-12-31T23:59:59.999Z", false)]
    [TestCase("2026-01-01T00:00:00Z", true)]
    [TestCase("2026-01-31T23:59:59.999Z", true)]
    [TestCase("2026-02-01T00:00:00Z", false)]
    public void Entry_holds_at_the_time_of_the_event(string moment, bool fires) =>
        Assert.That(Fires("list(\"trial\")", Request with { TimeMs = Ms(moment) }, Lists), Is.EqualTo(fires));

    [Test]
    public void Addresses_of_any_length_of_prefix_are_found()
    {
        Assert.That(Fires("list(\"offices\")", Request with { Ip = Address("2001:db8:1:2::5") }, Lists));
        Assert.That(Fires("list(\"offices\")", Request with { Ip = Address("198.51.100.7") }, Lists));
        Assert.That(Fires("list(\"offices\")", Request with { Ip = Address("198.51.100.8") }, Lists), Is.False);
        Assert.That(Fires("list(\"offices\")", Request with { Ip = Address("2001:db9::1") }, Lists), Is.False);
    }

    [Test]
    public void List_is_part_of_the_sets_hash()
    {
        var one = Load("true", Lists).Set!.Hash;
        var other = Load("true", Lists.Replace("198.51.100.7", "198.51.100.8", StringComparison.Ordinal)).Set!.Hash;

        Assert.That(one, Is.Not.EqualTo(other));
    }

    [Test]
    public void Arm_is_the_same_for_the_same_account_and_shares_are_kept()
    {
        const string Shared = "shared: true\nexperiments:\n  strength: { arms: { control: 80, strict: 20 } }\n";
        var set = Load("experiment.arm(\"strength\") == \"strict\"", Shared).Set!;
        var strict = 0;
        for (var i = 1; i <= 5_000; i++)
        {
            var account = Request with { Account = new Pseudonym((ulong)i * 0x9E3779B97F4A7C15, (ulong)i) };
            var fires = PolicyTexts.Decide(set, account).Rules.Count == 1;
            var again = PolicyTexts.Decide(set, account with { Ip = Address("192.0.2.1"), TimeMs = 5 }).Rules.Count == 1;
            Assert.That(again, Is.EqualTo(fires));
            strict += fires ? 1 : 0;
        }

        Assert.That(strict, Is.InRange(880, 1_120), "20 percent of 5,000, within four standard deviations");
    }

    [Test]
    public void Arm_is_in_the_decision_for_whom_a_condition_asked_control_and_treated_alike()
    {
        const string Shared = "shared: true\nexperiments:\n  strength: { arms: { control: 75, strict: 25 } }\n";
        var set = Load("f.ip.requests_5m > 5 && experiment.arm(\"strength\") == \"strict\"", Shared).Set!;
        var seen = new HashSet<(string, float, bool)>();
        for (var i = 1; i <= 200; i++)
        {
            var account = Request with { Account = new Pseudonym((ulong)i * 0x9E3779B97F4A7C15, (ulong)i) };
            Assert.That(PolicyTexts.Decide(set, account, ("ip.requests_5m", 5)).Arm, Is.Empty, "no difference was met");
            var asked = PolicyTexts.Decide(set, account, ("ip.requests_5m", 6));
            seen.Add((asked.Arm, asked.Propensity, asked.Rules.Count == 1));
        }

        Assert.That(seen, Is.EquivalentTo(new[] { ("strength=control", 0.75f, false), ("strength=strict", 0.25f, true) }));
    }

    [Test]
    public void Arms_of_several_experiments_are_named_once_each_with_the_product_of_their_shares()
    {
        const string Shared = "shared: true\nexperiments:\n  one: { arms: { a: 100 } }\n  two: { arms: { b: 50, c: 50 } }\n";
        var set = Load("experiment.arm(\"one\") == \"a\" && experiment.arm(\"two\") == \"b\" && experiment.arm(\"one\") == \"a\"", Shared).Set!;

        var decision = PolicyTexts.Decide(set, Request);

        Assert.That(decision.Arm, Is.EqualTo("one=a,two=b").Or.EqualTo("one=a,two=c"));
        Assert.That(decision.Propensity, Is.EqualTo(0.5f));
    }

    [Test]
    public void Lists_arms_and_times_allocate_nothing()
    {
        const string Shared = Lists + "\nexperiments:\n  strength: { arms: { control: 50, strict: 50 } }\n";
        var set = Load(
            "list(\"vip\") && list(\"offices\") && experiment.arm(\"strength\") == \"no\"".Replace("no", "control", StringComparison.Ordinal)
            + " && now < timestamp(\"2020-01-01T00:00:00Z\")", Shared).Set!;
        var decision = PolicyTexts.Frame(Request);
        set.Decide(decision);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            set.Decide(decision);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [TestCase("shared: true\nlists:\n  vip: { kind: person, entries: [] }", "unknown-kind", 3, 16)]
    [TestCase("shared: true\nlists:\n  vip: { entries: [] }", "missing-key", 3, 3)]
    [TestCase("shared: true\nlists:\n  vip: { kind: account, entries: [alice] }", "bad-entry", 3, 35)]
    [TestCase("shared: true\nlists:\n  vip: { kind: ip, entries: [203.0.113.9/24] }", "bad-entry", 3, 30)]
    [TestCase("shared: true\nlists:\n  vip: { kind: ip, entries: [203.0.113.0/33] }", "bad-entry", 3, 30)]
    [TestCase("shared: true\nlists:\n  vip: { kind: asn, entries: [{ value: 64500, from: soon }] }", "bad-moment", 3, 53)]
    [TestCase("shared: true\nlists:\n  vip: { kind: asn, entries: [{ value: 64500, from: 2026-02-01, until: 2026-01-01 }] }", "bad-entry", 3, 72)]
    [TestCase("shared: true\nlists:\n  vip: { kind: country, grounds: deed, entries: [DE] }", "bad-grounds", 3, 34)]
    [TestCase("shared: true\nlists:\n  vip: { kind: account, grounds: deed, entries: [] }", "bad-grounds", 3, 34)]
    [TestCase("shared: true\nlists:\n  vip: { kind: ip, grounds: rumour, entries: [] }", "bad-grounds", 3, 29)]
    [TestCase("shared: true\nlists:\n  Vip: { kind: asn, entries: [] }", "bad-name", 3, 3)]
    [TestCase("shared: yes", "bad-value", 1, 9)]
    [TestCase("shared: true\nrules: []", "unknown-key", 2, 1)]
    [TestCase("shared: true\nexperiments:\n  x: { arms: { a: 50, b: 49 } }", "bad-arms", 3, 3)]
    [TestCase("shared: true\nexperiments:\n  x: { arms: { } }", "bad-arms", 3, 3)]
    [TestCase("shared: true\nexperiments:\n  x: { arms: { a: half } }", "bad-share", 3, 19)]
    public void Mistake_in_a_shared_file_is_told_with_its_place(string shared, string code, int line, int column)
    {
        var problem = Load("f.ip.requests_5m > 5", shared).Problems.Single();

        Assert.That((problem.File, problem.Code, problem.Line, problem.Column), Is.EqualTo(("shared.yaml", code, line, column)), problem.ToString());
    }

    [TestCase("list(\"wip\")", "unknown-list")]
    [TestCase("list(request.path)", "list-argument")]
    [TestCase("list(\"vip\", request.path)", "list-argument")]
    [TestCase("list(\"tools\")", "list-argument")]
    [TestCase("list(\"tools\", request.asn)", "list-argument")]
    [TestCase("experiment.arm(\"nothing\") == \"a\"", "unknown-experiment")]
    [TestCase("vars.nothing", "unknown-name")]
    public void Mistake_in_the_use_of_what_is_shared_is_told(string when, string code) =>
        Assert.That(Load(when, Lists).Problems.Select(p => p.Code), Is.EqualTo(new[] { code }));

    [Test]
    public void Name_that_two_files_give_is_refused_with_both_places()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.yaml"], "shared: true\nlists:\n  vip: { kind: asn, entries: [] }\n");
        File.WriteAllText(folder["b.yaml"], "shared: true\nlists:\n  vip: { kind: asn, entries: [] }\n");
        File.WriteAllText(folder["c.yaml"], PolicyTexts.Rule("f.ip.requests_5m > 5"));

        var problem = PolicyLoader.Load(folder.Path).Problems.Single();

        Assert.That(problem.ToString(), Does.StartWith("b.yaml:3:3: a list `vip` is at a.yaml:3 already"));
    }

    private static SecurityEvent Request { get; } = new()
    {
        Id = EventId.New(1_767_614_400_000), Kind = EventKind.Request, TimeMs = 1_767_614_400_000, Operation = Operation.Login,
        Account = Alice, Ip = Address("203.0.113.9"), Asn = 64500, Country = "DE", UserAgent = "curl/8.5.0", Path = "/",
    };

    private static bool Fires(string when, SecurityEvent request, string shared) =>
        PolicyTexts.Decide(Load(when, shared).Set!, request).Rules.Count == 1;

    [TestCase("", "location-alone")]
    [TestCase("grounds: place, ", "location-alone")]
    [TestCase("grounds: deed, ", null)]
    public void Address_is_punished_for_a_list_only_where_it_is_there_for_a_deed(string grounds, string? refusal)
    {
        var loaded = Load(
            "list(\"seen\")", $"shared: true\nlists:\n  seen: {{ kind: ip, {grounds}entries: [203.0.113.9] }}", action: "challenge");

        Assert.That(loaded.Problems.Select(p => p.Code), Is.EqualTo(refusal is null ? Array.Empty<string>() : [refusal]));
    }

    private static PolicyLoadResult Load(string when, string shared, string action = "allow")
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["policy.yaml"], PolicyTexts.Rule($"'{when}'", action: action));
        File.WriteAllText(folder["shared.yaml"], shared);
        return PolicyLoader.Load(folder.Path);
    }

    private static ClientAddress Address(string text) => ClientAddress.TryParse(text, out var address) ? address : default;

    private static long Ms(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
