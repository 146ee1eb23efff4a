using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Functions;

namespace SecurityDecisioning.Policies.Tests.Cel.Functions;

/// <summary>Patterns mean what they mean in RE2, whose syntax cel-spec names.</summary>
[TestFixture]
internal sealed class RegexSyntaxTests
{
    [TestCase("'abc\\n'.matches('^abc$')", false, TestName = "{m}(the end is the very end)")]
    [TestCase("'abc\\nd'.matches('(?m)^abc$')", true, TestName = "{m}(lines where lines are asked for)")]
    [TestCase("'a$'.matches(r'a\\$')", true)]
    [TestCase("'$'.matches('[$]')", true)]
    [TestCase("'\u0663'.matches(r'^\\d$')", false, TestName = "{m}(digits are of ASCII)")]
    [TestCase("'\u0663'.matches(r'^[\\d]$')", false)]
    [TestCase("'\u0663'.matches(r'^\\D$')", true)]
    [TestCase("'\u00E9'.matches(r'^\\w$')", false)]
    [TestCase("'a_9'.matches(r'^[\\w]+$')", true)]
    [TestCase("'\u00A0'.matches(r'^\\s$')", false)]
    [TestCase("']'.matches('^[]]$')", true)]
    [TestCase("'a'.matches('^[^]]$')", true)]
    [TestCase("'['.matches('^[[a]$')", true)]
    [TestCase("'b'.matches('^[a-z-[b]]$')", false, TestName = "{m}(no class is subtracted)")]
    [TestCase("'x7'.matches('^[[:alpha:]][[:digit:]]$')", true)]
    [TestCase("'ab'.matches('(?P<name>a)b')", true)]
    [TestCase("'\u00C9'.matches(r'^\\pL$') && !'1'.matches(r'^\\pL$') && '1'.matches(r'^[\\PL]$')", true)]
    [TestCase("'AB'.matches('(?i)ab')", true)]
    public void Pattern_means_what_it_means_in_re2(string source, bool expected) =>
        Assert.That(CelTexts.Evaluate(source).ToString(), Is.EqualTo(expected ? "true" : "false"), source);

    [Test]
    public void Patterns_that_change_are_bounded_in_number_and_size()
    {
        for (var i = 0; i < 10 * CelLimits.CachedPatterns; i++)
        {
            Assert.That(RegexCache.Of($"^a{i}$")!.IsMatch($"a{i}"));
        }

        Assert.Multiple(() =>
        {
            Assert.That(RegexCache.Count, Is.LessThanOrEqualTo(CelLimits.CachedPatterns));
            Assert.That(RegexCache.Of("((a{100}){100}){100}"), Is.Null);
            Assert.That(RegexCache.Of(new string('a', CelLimits.PatternLength + 1)), Is.Null);
            Assert.That(RegexCache.Of("(?=a)"), Is.Null);
        });
    }
}
