using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Proving.Reasoning;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>What the prover says of all requests is true of every one that is tried.</summary>
[TestFixture]
internal sealed class ProverPropertyTests
{
    private const int Tried = 60;

    [Test]
    public void Condition_that_is_proved_never_or_always_to_hold_does_so()
    {
        var proved = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000).WithReplay(20260105, 21), Prop.ForAll(
            Arb.From(RandomConditions.Any),
            source =>
            {
                var program = Conditions.Program(source);
                var prover = new Prover();
                var never = prover.CanFire(new Condition(program.Expression)) == Answer.Impossible;
                var always = prover.CanBeSilent(new Condition(program.Expression)) == Answer.Impossible;
                proved += never || always ? 1 : 0;
                return !(never && always) && (!(never || always) || Decisions(source).All(d => Conditions.Holds(program, d) == always));
            }));
        Assert.That(proved, Is.GreaterThan(400), "few proofs were made, so few were tried");
    }

    [Test]
    public void Condition_that_is_proved_to_imply_another_does_so()
    {
        var proved = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(6000).WithReplay(20260105, 23), Prop.ForAll(
            Arb.From(RandomConditions.Any.Two()),
            pair =>
            {
                var (one, other) = (Conditions.Program(pair.Item1), Conditions.Program(pair.Item2));
                var implies = new Prover().CanDiffer(new Condition(one.Expression), new Condition(other.Expression)) == Answer.Impossible;
                proved += implies ? 1 : 0;
                return !implies || Decisions(pair.Item1).All(d => !Conditions.Holds(one, d) || Conditions.Holds(other, d));
            }));
        Assert.That(proved, Is.GreaterThan(400), "few proofs were made, so few were tried");
    }

    [Test]
    public void Part_of_a_condition_implies_and_is_implied_as_logic_has_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(20260105, 25), Prop.ForAll(
            Arb.From(RandomConditions.Any.Two()),
            pair =>
            {
                var (a, b) = pair;
                return Implies($"{a} && {b}", a) && Implies(a, $"{b} || {a}") && Implies(a, a) && Implies($"!(!({a}))", a);
            }));

    private static bool Implies(string one, string other) =>
        new Prover().CanDiffer(Conditions.Of(one), Conditions.Of(other)) is Answer.Impossible or Answer.GaveUp;

    private static IEnumerable<Decision> Decisions(string seed)
    {
        var random = new Random(seed.Sum(c => c) + seed.Length);
        return Enumerable.Range(0, Tried).Select(_ => RandomDecisions.Next(random));
    }
}
