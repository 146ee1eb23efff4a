using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Tests.Documents;

[TestFixture]
internal sealed class BadPolicyTests
{
    public static IEnumerable<TestCaseData> Catalogue() => BadPolicies.All.Select(b => new TestCaseData(b).SetArgDisplayNames(b.What));

    [TestCaseSource(nameof(Catalogue))]
    public void Bad_policy_is_told_with_its_place_and_cure(BadPolicy bad)
    {
        var result = PolicyLoader.LoadText("bad.yaml", bad.Text);

        Assert.That(result.Set, Is.Null);
        Assert.That(result.Problems, Has.Count.EqualTo(1), string.Join('\n', result.Problems));
        var problem = result.Problems[0];
        Assert.Multiple(() =>
        {
            Assert.That((problem.File, problem.Line, problem.Column, problem.Code), Is.EqualTo(("bad.yaml", bad.Line, bad.Column, bad.Code)), problem.ToString());
            Assert.That(problem.Message, Does.Contain(bad.Message));
            Assert.That(problem.Mend, Does.Contain(bad.Mend));
        });
    }

    [Test]
    public void The_policy_that_all_are_made_from_is_good() =>
        Assert.That(PolicyLoader.LoadText("good.yaml", BadPolicies.GoodText).Problems, Is.Empty);

    [Test]
    public void Every_mistake_of_every_file_is_told_at_once()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.yaml"], PolicyTexts.Rule("f.ip.nothing > 5 && nope", "block", name: "Bad Name"));
        File.WriteAllText(folder["b.yaml"], PolicyTexts.Rule("true", scope: "moon"));
        File.WriteAllText(folder["c.yaml"], "name: [");

        var problems = PolicyLoader.Load(folder.Path).Problems;

        Assert.That(problems.Select(p => (p.File, p.Code)), Is.EqualTo(new[]
        {
            ("a.yaml", "bad-name"), ("a.yaml", "unknown-name"), ("a.yaml", "unknown-name"), ("a.yaml", "unknown-action"),
            ("b.yaml", "unknown-scope"), ("c.yaml", "yaml"),
        }));
    }

    [Test]
    public void Two_policies_of_one_name_are_refused_with_both_places()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["sub"]);
        File.WriteAllText(folder["a.yaml"], PolicyTexts.Rule("f.ip.requests_5m > 5"));
        File.WriteAllText(Path.Combine(folder["sub"], "b.yml"), PolicyTexts.Rule("f.ip.requests_5m > 5"));

        var problem = PolicyLoader.Load(folder.Path).Problems.Single();

        Assert.That(problem.ToString(), Does.StartWith("sub/b.yml:1:7: a policy `a-policy` is at a.yaml:1 already"));
    }
}
