using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Policies.Cel.Syntax;
using SecurityDecisioning.Policies.Proving.Domains;
using SecurityDecisioning.Policies.Proving.Reasoning;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Proving;

/// <summary>What is assumed of few things is kept one way, of many another: both must know the same.</summary>
[TestFixture]
internal sealed class SituationPropertyTests
{
    private static readonly PolicyVariable[] Numbers =
        [.. FeatureCatalog.All.Select(f => PolicyVocabulary.Environment.Find("f." + f.Name)).OfType<PolicyVariable>().Take(40)];

    private static readonly CelOperator[] Comparisons =
    [
        CelOperator.Less, CelOperator.LessOrEqual, CelOperator.Greater, CelOperator.GreaterOrEqual, CelOperator.Equal, CelOperator.NotEqual,
    ];

    private static readonly double[] Values = [double.NaN, 0, 1, 2, 3, 5, 8, 13];

    [Test]
    public void Value_is_possible_where_no_assumption_about_it_speaks_against_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261121, 27), Prop.ForAll(
            Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(60)), Assume));

    private static void Assume(int[] drawn)
    {
        // Few of few variables, many of many.
        var assumed = drawn.Take(drawn[0] % drawn.Length).Select(d => (
            Variable: d % (1 + (drawn[1] % Numbers.Length)), Comparison: d / 64 % Comparisons.Length, Bound: d / 4096)).ToArray();
        var situation = new Situation();
        var domains = Numbers.ToDictionary(n => n.Name, n => new List<NumberDomain> { KnownValues.OfNumber(n) });
        Situation? copy = null;
        var before = "";
        for (var i = 0; i < assumed.Length; i++)
        {
            var variable = Numbers[assumed[i].Variable];
            var domain = NumberDomain.Comparing(
                Comparisons[assumed[i].Comparison], assumed[i].Bound % 10, orUnknown: assumed[i].Bound % 3 == 0);
            if (i == assumed.Length / 2)
            {
                (copy, before) = (situation.Copy(), PossibleIn(situation));
            }

            domains[variable.Name].Add(domain);
            Assert.That(situation.Narrow(variable, domain), Is.EqualTo(!situation.Number(variable).IsEmpty));
        }

        foreach (var variable in Numbers)
        {
            Assert.That(
                Values.Where(situation.Number(variable).Contains),
                Is.EqualTo(Values.Where(v => domains[variable.Name].TrueForAll(d => d.Contains(v)))), variable.Name);
            Assert.That(situation.IsAssumed(variable), Is.EqualTo(domains[variable.Name].Count > 1));
        }

        Assert.That(copy is null ? before : PossibleIn(copy), Is.EqualTo(before), "a copy goes its own way");
    }

    [Test]
    public void Forty_things_are_found_as_well_as_four()
    {
        var situation = new Situation();
        for (var i = 0; i < Numbers.Length; i++)
        {
            situation.Narrow(Numbers[i], NumberDomain.Comparing(CelOperator.GreaterOrEqual, 1));
        }

        Assert.That(Numbers, Has.Length.EqualTo(40));
        Assert.That(situation.Count, Is.EqualTo(40));
        Assert.That(Numbers.Select(n => situation.Number(n).Contains(0)), Has.None.True);
        Assert.That(Enumerable.Range(0, 40).Select(situation.NumberAt), Is.EqualTo(Numbers));
    }

    private static string PossibleIn(Situation situation) => string.Join(';', Numbers.Select(n =>
        string.Join(',', Values.Where(situation.Number(n).Contains))));
}
