namespace SecurityDecisioning.Policies.Tests.Cel.Checking;

[TestFixture]
internal sealed class CelCheckerTests
{
    [TestCase("f.ip.login_faild_5m > 5", 5, "unknown-name", "did you mean `f.ip.login_failed_5m`?")]
    [TestCase("f.ip.login_failed_10m > 5", 5, "unknown-name", "the windows of `f.ip.login_failed` are 30s, 5m, 1h, 24h")]
    [TestCase("f.ips.login_failed_5m > 5", 2, "unknown-name", "did you mean `f.ip.login_failed_5m`?")]
    [TestCase("f.ip > 5", 2, "not-a-value", "use one of them, for example f.ip.")]
    [TestCase("request.pth == '/'", 8, "unknown-name", "did you mean `request.path`?")]
    [TestCase("thread('scraping') > 0.5", 0, "unknown-function", "did you mean `threat`?")]
    [TestCase("threat('scrapping') > 0.5", 7, "unknown-threat", "did you mean `scraping`?")]
    [TestCase("threat(request.path) > 0.5", 0, "threat-argument", "write threat(")]
    [TestCase("known(1)", 0, "known-argument", "write known(")]
    [TestCase("known(f.ip.nothing)", 11, "unknown-name", "")]
    [TestCase("f.account.new_device == 1", 21, "no-such-overload", "write it without a comparison")]
    [TestCase("f.ip.logins_5m * 2 > 3.0", 15, "no-such-overload", "write whole numbers as 2.0")]
    [TestCase("request.path > 5", 13, "no-such-overload", "both sides must be of one type")]
    [TestCase("request.operation == 'logn'", 21, "unknown-value", "did you mean `login`?")]
    [TestCase("request.operation in ['login', 'signin']", 31, "unknown-value", "it is one of page")]
    [TestCase("risk.level == 'hi'", 14, "unknown-value", "it is one of low, medium, high")]
    [TestCase("request.path.startWith('/')", 13, "unknown-function", "did you mean `startsWith`?")]
    [TestCase("startsWith(request.path, '/')", 0, "no-such-overload", "write value.startsWith")]
    [TestCase("request.path.startsWith(5)", 13, "no-such-overload", "it takes string.startsWith(string)")]
    [TestCase("f.ip.logins_5m && true", 5, "no-such-overload", "compare it with something")]
    [TestCase("!f.ip.logins_5m", 0, "no-such-overload", "compare it with something")]
    [TestCase("true ? 1 : 'a'", 5, "no-such-overload", "make them one type")]
    [TestCase("request.path.matches(request.host)", 29, "pattern-not-literal", "write it out")]
    [TestCase("request.path.matches('(')", 21, "bad-pattern", "simplify it")]
    [TestCase("request.path.matches('(a{100}){100}')", 21, "bad-pattern", "simplify it")]
    [TestCase("request.path.matches('(?=a)b')", 21, "bad-pattern", "simplify it")]
    [TestCase("f.ip.logins_5m['a'] == 1", 14, "no-such-overload", "")]
    [TestCase("[1].exists(x)", 4, "bad-macro", "write list.exists(x, condition on x)")]
    [TestCase("[1].exists(1, true)", 11, "bad-macro", "write list.exists(x, condition on x)")]
    [TestCase("[1].all(x, x, true)", 11, "bad-macro", "write list.all(x, condition on x)")]
    [TestCase("[1].exists(x, x)", 14, "no-such-overload", "compare it with something")]
    [TestCase("'abc'.exists(x, true)", 6, "no-such-overload", "write list.exists(x, condition on x)")]
    [TestCase("[1].map(x, y) == [1]", 11, "unknown-name", "")]
    [TestCase("[1].map(x, x == 'a') == []", 13, "no-such-overload", "both sides must be of one type")]
    [TestCase("cidr('10.0.0/8').containsIP(request.ip)", 5, "unreadable-literal", "")]
    [TestCase("cidr('10.0.0.0/8').containsIP('10.1.2')", 30, "unreadable-literal", "")]
    [TestCase("timestamp('2026-13-01T00:00:00Z') > timestamp(0)", 10, "unreadable-literal", "")]
    [TestCase("duration('5 minutes') > duration('1s')", 9, "unreadable-literal", "")]
    [TestCase("timestamp(0).getHours('Europe/Lisboa') == 1", 22, "unreadable-literal", "")]
    [TestCase("has(request.path)", 0, "bad-macro", "known(f.…)")]
    [TestCase("has(1)", 0, "bad-macro", "write has(value.field)")]
    [TestCase("has('a'.b)", 0, "no-such-field", "")]
    [TestCase("{1.5: true}[1]", 1, "bad-key", "use a bool, an int, a uint or a string")]
    [TestCase("[?1] == [1]", 2, "no-such-overload", "leave the `?` away")]
    [TestCase("optional.of(1).orValue('a') == 1", 15, "no-such-overload", "it takes optional_type(T).orValue(T)")]
    [TestCase("timestamp(0) + 1 == 2", 13, "no-such-overload", "")]
    [TestCase("maths.abs(1) == 1", 6, "unknown-function", "did you mean `math.abs`?")]
    [TestCase("request.pth.lowerAscii() == ''", 8, "unknown-name", "did you mean `request.path`?")]
    [TestCase("math.abs('a') == 1", 5, "no-such-overload", "it takes math.abs(int)")]
    [TestCase("math.greatest('a', 1) == 1", 5, "no-such-overload", "")]
    [TestCase("Message{a: 1}.a == 1", 0, "no-messages", "use a map")]
    [TestCase("cel.bind(a, 1, a) == 'x'", 18, "no-such-overload", "both sides must be of one type")]
    public void Mistake_is_told_with_its_place_and_cure(string source, int offset, string code, string mend)
    {
        var problem = CelTexts.ProblemsOf(source).Single();
        Assert.Multiple(() =>
        {
            Assert.That((problem.Offset, problem.Code), Is.EqualTo((offset, code)), problem.Message);
            Assert.That(problem.Mend, Does.Contain(mend));
        });
    }

    [Test]
    public void All_mistakes_are_told_at_once() =>
        Assert.That(CelTexts.ProblemsOf("f.ip.x > 1 && request.y == 'a' || nope(3)").Select(p => p.Code),
            Is.EqualTo(new[] { "unknown-name", "unknown-name", "unknown-function" }));

    [Test]
    public void Mistakes_are_told_up_to_a_limit() =>
        Assert.That(CelTexts.ProblemsOf(string.Join(" || ", Enumerable.Repeat("nothing", 500))), Has.Count.EqualTo(20));

    [TestCase("f.ip.login_failed_5m >= 5 && f.account.new_device")]
    [TestCase("5 <= f.ip.login_failed_5m")]
    [TestCase("f.ip.logins_5m / f.ip.requests_5m > 0.5")]
    [TestCase("request.path.startsWith('/admin') || request.path.matches('^/api/v[0-9]+/')")]
    [TestCase("request.operation in ['login', 'register'] ? risk.score > 0.5 : risk.level == 'high'")]
    [TestCase("size(request.user_agent) < 10 && request.user_agent.size() > 0")]
    [TestCase("account.known && !account.verified && restriction.action == 'none'")]
    [TestCase("threat(\"scraping\") + threat('api_abuse') > 1.0")]
    [TestCase("['PT', 'ES'].exists(c, c == request.country) && f.ip.logins_5m > 3")]
    [TestCase("[].all(x, x.y == 1) && [[], [[1]]][1][0][0] == 1")]
    [TestCase("[optional.none(), optional.of(1)][1].orValue(2) > 1 && {}.?a.hasValue()")]
    [TestCase("cel.bind(request, 1, request == 1)")]
    [TestCase("[1].exists(f, f == 1) && .f.ip.logins_5m > 1")]
    public void Right_conditions_are_accepted(string source) => Assert.That(CelTexts.ProblemsOf(source), Is.Empty);

    [Test]
    public void Every_feature_of_the_catalogue_has_a_name()
    {
        foreach (var feature in FeatureCatalog.All)
        {
            var condition = feature.Unit == FeatureUnit.Flag ? $"f.{feature.Name}" : $"f.{feature.Name} > 0.0";
            Assert.That(CelTexts.ProblemsOf(condition), Is.Empty, feature.Name);
        }
    }
}
