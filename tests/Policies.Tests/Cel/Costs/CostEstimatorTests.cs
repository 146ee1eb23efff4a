using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Vocabulary;

namespace SecurityDecisioning.Policies.Tests.Cel.Costs;

/// <summary>What a request could make slow or large is refused before it is asked.</summary>
[TestFixture]
internal sealed class CostEstimatorTests
{
    private static readonly string Long = "[" + string.Join(", ", Enumerable.Range(0, 200)) + "]";

    [TestCase("lists.range(300).exists(a, lists.range(300).exists(b, a == b))", 17, TestName = "{m}(loops in each other)")]
    [TestCase("lists.range(int(request.path)).size() > 1", 6, TestName = "{m}(a list as long as a request says)")]
    [TestCase("true && request.path.split('').map(c, request.user_agent.replace('', request.path)).size() > 1", 31, TestName = "{m}(text that multiplies)")]
    [TestCase("cel.bind(a, request.path + request.path, cel.bind(b, a.replace('', a), b.replace('', b) == a))", 73, TestName = "{m}(text that grows with each step)")]
    public void Costly_part_is_refused_at_its_place(string source, int offset)
    {
        var problem = CelTexts.ProblemsOf(source).Single();

        Assert.That((problem.Code, problem.Offset), Is.EqualTo(("too-costly", offset)), problem.Message);
        Assert.That(problem.Message, Does.Match("can take (more than )?[0-9,]+ steps, more than 100,000"));
    }

    [Test]
    public void Loop_over_a_long_list_within_another_is_refused() =>
        Assert.That(CelTexts.ProblemsOf($"{Long}.all(a, {Long}.all(b, {Long}.exists(c, a + b > c)))").Single().Code, Is.EqualTo("too-costly"));

    [Test]
    public void Values_nest_no_deeper_than_expressions()
    {
        var source = string.Concat(Enumerable.Repeat("cel.bind(x, [[[dyn(x)]]], ", 14)) + "x == x" + new string(')', 14);

        Assert.That(CelTexts.ProblemsOf("cel.bind(x, 1, " + source + ")"), Is.Empty);
        var nested = "cel.bind(x, " + new string('[', 60) + new string(']', 60) + ", cel.bind(y, "
            + new string('[', 60) + "dyn(x)" + new string(']', 60) + ", y == y))";
        Assert.That(CelTexts.ProblemsOf(nested).Single().Code, Is.EqualTo("too-deep"));
    }

    [TestCase("['PT', 'ES', 'FR'].exists(c, c == request.country)", 100)]
    [TestCase("f.ip.login_failed_5m >= 6 && f.ip.login_failed_5m > 2.0 * f.ip.login_succeeded_5m", 30)]
    [TestCase("request.path.matches('^/api/v[0-9]+/')", 3000)]
    [TestCase("request.user_agent.lowerAscii().split(' ').exists(w, w in ['curl', 'wget'])", 60_000)]
    [TestCase("size(restrictions) > 1", 20)]
    [TestCase("restrictions.exists(r, r.action == 'throttle' && r.scope in ['ip', 'network'])", 2_000)]
    [TestCase("restrictions.filter(r, r.owner.startsWith('login-')).size() >= 2", 5_000)]
    [TestCase("cidr('10.0.0.0/8').containsIP(request.ip)", 200)]
    public void Usual_conditions_are_far_below_the_limit(string source, double most)
    {
        var program = CelProgram.Compile(source, PolicyVocabulary.Environment, out var problems);

        Assert.That(problems, Is.Empty);
        Assert.That(program!.Cost, Is.GreaterThan(0).And.LessThanOrEqualTo(most));
    }
}
