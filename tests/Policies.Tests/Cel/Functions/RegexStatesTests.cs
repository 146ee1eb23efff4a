using SecurityDecisioning.Policies.Cel;
using SecurityDecisioning.Policies.Cel.Functions;

namespace SecurityDecisioning.Policies.Tests.Cel.Functions;

/// <summary>Patterns whose automaton a text can make grow without end are refused; those that people write are not.</summary>
[TestFixture]
internal sealed class RegexStatesTests
{
    [TestCase("a[ab]{40}")]
    [TestCase("[ab]*a[ab]{30}")]
    [TestCase("([ab]*a[ab]{40}|[ab]*b[ab]{41}c)")]
    [TestCase("(a|b)*a(a|b){20}$")]
    [TestCase("token=.*x.{40}y")]
    [TestCase("(?i)q.{1,64}z{3}")]
    [TestCase("union.{0,60}select")]
    [TestCase("(?P<n>\\w)+a\\w{25}b")]
    [TestCase("((){1000}){1000}a")]
    [TestCase("(){2000000000}a")]
    public void Pattern_with_many_sets_of_states_is_refused(string pattern)
    {
        Assert.That(RegexPattern.TryCompile(pattern, out var regex, out var why), Is.False);
        Assert.That(regex, Is.Null);
        Assert.That(why, Is.Not.Empty);
    }

    [TestCase("^/api/v[0-9]+/")]
    [TestCase("^/admin(/.*)?$")]
    [TestCase("(?i)(curl|wget|python-requests|go-http-client|java|libwww|scrapy|httpclient|okhttp|axios)")]
    [TestCase("[0-9a-f]{32}")]
    [TestCase("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    [TestCase(@"\.(php|asp|aspx|jsp|cgi)(\?|$)")]
    [TestCase(@"(\.\./|%2e%2e%2f|\.\.\\)")]
    [TestCase("^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$")]
    [TestCase("^.{200,}$")]
    [TestCase("(.*a.*b){10}")]
    [TestCase("(?i)<script[^>]*>|union[ +]+select|;--|' or '1'='1")]
    [TestCase("^[^/]{1,64}/[^/]{1,64}$")]
    [TestCase(@"\bMSIE [5-9]\.|\bTrident/[4-7]")]
    [TestCase("")]
    [TestCase("a|")]
    [TestCase(@"[\]\[^-]{3}\x41\u00e9\pL")]
    public void Pattern_that_people_write_is_accepted(string pattern)
    {
        Assert.That(RegexPattern.TryCompile(pattern, out _, out var why), Is.True, why);
    }

    [Test]
    public void Automata_of_accepted_patterns_stay_small_under_any_text()
    {
        // Of patterns made at random, those that are accepted may take no more memory than their states do.
        var random = new Random(20261125);
        string[] parts = ["a", "b", "[ab]", "(a|b)", ".", "a*", "[ab]*", ".*", "[ab]{3}", "(ab|ba){2}", "a?", "$", "^", "[ab]{9}", ".{12}"];
        var accepted = 0;
        for (var i = 0; i < 400; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)]));
            if (!RegexPattern.TryCompile(pattern, out var regex, out _))
            {
                continue;
            }

            accepted++;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var j = 0; j < 40; j++)
            {
                regex!.IsMatch(new string([.. Enumerable.Range(0, 200).Select(_ => "ab"[random.Next(2)])]) + "c");
            }

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8L * CelLimits.PatternStates * 1024), pattern);
        }

        Assert.That(accepted, Is.InRange(100, 390));
    }
}
