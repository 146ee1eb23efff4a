using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Contracts.Verdicts;
using SecurityDecisioning.Gateway.Guards;
using SecurityDecisioning.Review.Budgets;

namespace SecurityDecisioning.Gateway.Tests.Guards;

internal sealed class GuardBookTests
{
    private const long Start = 1_700_000_000_000;
    private const ulong Origin = 7;

    /// <summary>A process that ends anywhere loses what it had not written, and reads it from the log again.</summary>
    [Test]
    public void Counts_after_any_number_of_crashes_are_those_of_a_process_that_never_ended()
    {
        using var folder = new TempFolder();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var facts = Enumerable.Range(0, random.Next(300)).Select(i => Fact(random, i)).ToList();
            var cases = Enumerable.Range(0, random.Next(60)).Select(i => Found(random, i)).ToList();
            var (steady, file) = (Book(folder["none"]), folder[$"{seed}"]);
            steady.Take(facts, facts.Count);
            steady.Take(cases, cases.Count);

            var book = Book(file);
            while (book.NextDecision < facts.Count || book.NextVerdict < cases.Count)
            {
                var (decision, verdict) = ((int)book.NextDecision, (int)book.NextVerdict);
                if (random.Next(2) == 0)
                {
                    var next = Math.Min(facts.Count, decision + random.Next(1, 50));
                    book.Take(facts[decision..next], next);
                }
                else
                {
                    var next = Math.Min(cases.Count, verdict + random.Next(1, 20));
                    book.Take(cases[verdict..next], next);
                }

                if (random.Next(3) == 0)
                {
                    book.Save();
                }

                if (random.Next(5) == 0)
                {
                    book = Book(file);
                    book.Load(facts.Count, cases.Count);
                }
            }

            return Told(book) == Told(steady);
        }));
    }

    [Test]
    public void Counts_of_another_log_and_damaged_ones_are_not_believed()
    {
        using var folder = new TempFolder();
        var book = Book(folder["counts"]);
        book.Take([Fact(new Random(1), 0)], 10);
        book.Take([Found(new Random(1), 0)], 5);
        book.Save();

        Assert.That(Book(folder["counts"]).Load(10, 5), Is.True);
        Assert.That(Book(folder["counts"]).Load(9, 5), Is.False, "the log of decisions is shorter");
        Assert.That(Book(folder["counts"]).Load(10, 4), Is.False, "the log of cases is shorter");
        Assert.That(Book(folder["counts"], origin: 8).Load(10, 5), Is.False, "another gateway's");
        Assert.That(Book(folder["missing"]).Load(10, 5), Is.False);
        var bytes = File.ReadAllBytes(folder["counts"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder["counts"], bytes);
        var damaged = Book(folder["counts"]);
        Assert.That(damaged.Load(10, 5), Is.False);
        Assert.That((damaged.NextDecision, damaged.NextVerdict, damaged.Subjects), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void Only_sets_that_are_watched_are_counted()
    {
        using var folder = new TempFolder();
        var watched = "a";
        var book = new GuardBook(folder["counts"], Origin, static _ => true, hash => hash == watched);
        book.Take([Decided("a"), Decided("b"), Decided("")], 3);
        watched = "b";
        book.Take([Decided("a"), Decided("b"), Decided("b")], 6);

        Assert.That(book.Ask("b", (decided, _) => decided!.Decisions), Is.EqualTo(2));
        Assert.That(book.Ask("a", (decided, _) => decided is null), Is.True, "made room for the next");
    }

    [Test]
    public void Settings_that_cannot_be_are_told_all_at_once()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{GuardSettings.Section}:BudgetPercent"] = "101",
            [$"{GuardSettings.Section}:BudgetWindow"] = "00:10:00",
            [$"{GuardSettings.Section}:BudgetAtLeast"] = "4",
            [$"{GuardSettings.Section}:CanaryFor"] = "31.00:00:00",
        }).Build();

        Assert.That(
            () => GuardSettings.Read(configuration),
            Throws.TypeOf<FormatException>().With.Message.Contains("BudgetPercent is 101").And.Message.Contains("BudgetWindow")
                .And.Message.Contains("BudgetAtLeast is 4").And.Message.Contains("CanaryFor"));
        Assert.That(GuardSettings.Read(new ConfigurationBuilder().Build()).DefaultBudget, Is.Null);
        Assert.That(
            new GuardSettings { BudgetPercent = 2 }.DefaultBudget,
            Is.EqualTo(new Contracts.Policies.FalsePositiveBudget(0.02, 7L * 86_400_000, 20)));
    }

    private static GuardBook Book(string file, ulong origin = Origin) => new(file, origin, static _ => true, static hash => hash.Length == 1);

    private static string Told(GuardBook book)
    {
        var counts = new[] { "p0", "p1" }.Select(p => book.Ask(overturns => overturns.Count(p, Start)));
        var shares = new[] { "a", "b" }.Select(s => book.Ask(
            s, static (decided, rehearsed) => $"{decided?.Decisions} {decided?.CappedActs} {decided?.Seen} {rehearsed?.Acts}"));
        return string.Join("; ", counts) + string.Join("; ", shares) + $" {book.NextDecision} {book.NextVerdict}";
    }

    private static GuardFact Decided(string set) => new(null, set, true, "", false, 1, Start);

    private static GuardFact Fact(Random random, int number) => new(
        random.Next(2) == 0
            ? null
            : new PolicyTouch($"p{random.Next(2)}", (ulong)random.Next(40) + 1, 1, random.Next(4) == 0, Start + number),
        random.Next(3) == 0 ? "a" : "b",
        random.Next(2) == 0,
        random.Next(3) == 0 ? "a" : "",
        random.Next(2) == 0,
        (ulong)random.Next(40),
        Start + number);

    private static Case Found(Random random, int number) => new()
    {
        Id = EventId.New(Start), Origin = CaseOrigin.Person, OpenedMs = Start, OpenedBy = "ann", Reason = "odd",
        Entity = new EntityKey(EntityKind.Account, 1, (ulong)random.Next(40) + 1), Policy = $"p{random.Next(2)}",
        Closing = random.Next(4) == 0 ? null : new CaseClosing((Verdict)random.Next(1, 4), "ben", Start + number, "why"),
    };
}
