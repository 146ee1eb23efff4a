using System.CommandLine;
using System.Text.Json;
using System.Xml.Linq;
using SecurityDecisioning.Cli.Commands;

namespace SecurityDecisioning.Cli.Tests.Commands;

[TestFixture]
internal sealed class PolicyCommandTests
{
    private const string Good = """
        name: a-policy
        owner: security
        description: For a test.
        threat: scraping
        mode: shadow
        rules:
          - name: a-rule
            when: f.ip.requests_5m > 5
            then: { action: challenge, scope: ip, duration: 15m }
            reason_code: A_REASON
            reason: A reason in plain words.
        tests:
          - name: many requests
            features: { ip.requests_5m: 6 }
            expect: { action: challenge, rule: a-rule }
        """;

    private TempFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        File.WriteAllText(_folder["a.yaml"], Good);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("lint", "1 policies with 1 rules are right")]
    [TestCase("test", "1 passed, 0 failed, 0 problem(s).")]
    public void Right_policies_end_with_zero(string command, string expected)
    {
        var (exitCode, output, error) = Run(command, _folder.Path);

        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.StartWith(expected));
    }

    [TestCase("lint")]
    [TestCase("test")]
    public void Wrong_policy_ends_with_one_and_its_place(string command)
    {
        File.WriteAllText(_folder["a.yaml"], Good.Replace("requests_5m > 5", "reqests_5m > 5", StringComparison.Ordinal));

        var (exitCode, _, error) = Run(command, _folder.Path);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("a.yaml:8:16: there is nothing called `f.ip.reqests_5m` — did you mean `f.ip.requests_5m`?"));
    }

    [Test]
    public void Failed_test_ends_with_one_and_tells_what_came_instead()
    {
        File.WriteAllText(_folder["a.yaml"], Good.Replace("ip.requests_5m: 6", "ip.requests_5m: 5", StringComparison.Ordinal));

        var (exitCode, _, error) = Run("test", _folder.Path);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error.Split(Environment.NewLine), Is.EqualTo(new[]
        {
            "a.yaml:13: a-policy: many requests: expected challenge by a-rule, got allow by none",
            "    a-rule does not fire: f.ip.requests_5m > 5 is false (f.ip.requests_5m = 5.0)",
            "",
        }));
    }

    [TestCase("lint")]
    [TestCase("test")]
    public void Json_is_one_object(string command)
    {
        var (exitCode, output, _) = Run(command, _folder.Path, "--json");

        using var document = JsonDocument.Parse(output);
        Assert.That(exitCode, Is.Zero);
        Assert.That(document.RootElement.GetProperty("problems").GetArrayLength(), Is.Zero);
    }

    [Test]
    public void Junit_report_has_a_suite_for_each_policy_and_says_why_a_test_failed()
    {
        File.WriteAllText(_folder["a.yaml"], Good.Replace("ip.requests_5m: 6", "ip.requests_5m: 5", StringComparison.Ordinal));
        File.WriteAllText(_folder["b.yaml"], Good.Replace("a-policy", "b-policy", StringComparison.Ordinal)
            .Replace("many requests", "many <requests> & more", StringComparison.Ordinal));
        File.WriteAllText(_folder["c.yaml"], Good.Replace("a-policy", "c-policy", StringComparison.Ordinal)
            .Replace("requests_5m > 5", "reqests_5m > 5", StringComparison.Ordinal));

        var (exitCode, _, _) = Run("test", _folder.Path, "--junit", _folder["report.xml"]);

        var root = XDocument.Load(_folder["report.xml"]).Root!;
        var suites = root.Elements("testsuite").ToDictionary(s => s.Attribute("name")!.Value);
        var failure = suites["a-policy"].Element("testcase")!.Element("failure")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(suites.Keys, Is.EqualTo(new[] { "a-policy", "b-policy", "documents" }));
            Assert.That(Counts(root), Is.EqualTo(("3", "1", "1")));
            Assert.That(Counts(suites["b-policy"]), Is.EqualTo(("1", "0", "0")));
            Assert.That(suites["b-policy"].Element("testcase")!.Attribute("name")!.Value, Is.EqualTo("many <requests> & more"));
            Assert.That(failure.Attribute("message")!.Value, Is.EqualTo("expected challenge by a-rule, got allow by none"));
            Assert.That(failure.Value, Does.Contain("f.ip.requests_5m > 5 is false (f.ip.requests_5m = 5.0)"));
            Assert.That(
                suites["documents"].Element("testcase")!.Element("error")!.Attribute("message")!.Value, Does.StartWith("c.yaml:8:16:"));
        }

        static (string?, string?, string?) Counts(XElement e) =>
            (e.Attribute("tests")?.Value, e.Attribute("failures")?.Value, e.Attribute("errors")?.Value);
    }

    [Test]
    public void Junit_report_that_cannot_be_written_is_one_line_and_exit_code_one()
    {
        var (exitCode, _, error) = Run("test", _folder.Path, "--junit", Path.Combine(_folder["none"], "report.xml"));

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("the JUnit report cannot be written"));
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = PolicyCommand.Create().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
