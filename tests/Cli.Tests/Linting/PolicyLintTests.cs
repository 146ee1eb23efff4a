using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Cli.Commands;

namespace SecurityDecisioning.Cli.Tests.Linting;

/// <summary><c>sd policy lint</c>: what it writes, for people, for programs and for code review, and how it ends.</summary>
[TestFixture]
internal sealed class PolicyLintTests
{
    private const string Suspicious = """
        name: a-policy
        owner: security
        description: For a test.
        threat: scraping
        mode: shadow
        rules:
          - name: out of order
            when: f.ip.requests_5m > 10 && f.ip.requests_5m < 5
            then: { action: challenge, scope: ip, duration: 15m }
            reason_code: A_REASON
            reason: A reason in plain words.
          - name: looks-closer
            when: f.ip.requests_5m > 10 && request.path.matches("^/a+$")
            then: { action: challenge, scope: ip, duration: 15m }
            reason_code: A_REASON
            reason: A reason in plain words.

        """;

    private TempFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        File.WriteAllText(_folder["a b.yaml"], Suspicious.Replace("out of order", "out-of-order", StringComparison.Ordinal));
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Warning_is_written_and_ends_with_zero_unless_strict()
    {
        var (exitCode, output, error) = Run();
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.StartWith("a b.yaml:8:53: warning: the rule can never fire: `f.ip.requests_5m > 10` and"));
        Assert.That(output, Does.Contain("1 warning(s), 1 note(s) (--notes shows them)").And.Not.Contain("gave-up"));
        Assert.That(Run("--strict").ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Notes_say_what_was_not_looked_into() =>
        Assert.That(Run("--notes").Output, Does.Contain("note: the proofs did not look into `request.path.matches(\"^/a+$\")`"));

    [Test]
    public void Json_has_path_and_severity_of_each_finding()
    {
        using var document = JsonDocument.Parse(Run("--json").Output);
        var warning = document.RootElement.GetProperty("warnings")[0];
        Assert.That(warning.GetProperty("path").GetString(), Is.EqualTo("a-policy/out-of-order/when"));
        Assert.That(warning.GetProperty("severity").GetString(), Is.EqualTo("warning"));
        Assert.That(document.RootElement.GetProperty("notes").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public void Sarif_places_each_finding_at_its_line_and_level()
    {
        File.WriteAllText(_folder["c.yaml"], Suspicious);
        Assert.That(Run("--sarif", _folder["out.sarif"]).ExitCode, Is.EqualTo(1));
        using var log = JsonDocument.Parse(File.ReadAllText(_folder["out.sarif"]));
        Assert.That(log.RootElement.GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
        var run = log.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.That(results.Select(r => r.GetProperty("level").GetString()).Distinct(), Is.EquivalentTo(new[] { "error", "warning", "note" }));
        foreach (var result in results)
        {
            var rule = rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString();
            Assert.That(result.GetProperty("ruleId").GetString(), Is.EqualTo(rule));
            Assert.That(result.GetProperty("message").GetProperty("text").GetString(), Is.Not.Empty);
        }

        var never = results.Single(r => r.GetProperty("ruleId").GetString() == "never-fires").GetProperty("locations")[0];
        var place = never.GetProperty("physicalLocation");
        Assert.That(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), Does.EndWith("/a%20b.yaml").And.StartWith("file:///"));
        Assert.That(place.GetProperty("region").GetProperty("startLine").GetInt32(), Is.EqualTo(8));
        Assert.That(place.GetProperty("region").GetProperty("startColumn").GetInt32(), Is.EqualTo(53));
        Assert.That(never.GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString(),
            Is.EqualTo("a-policy/out-of-order/when"));
    }

    [Test]
    public void Sarif_that_cannot_be_written_is_one_line_and_exit_code_one()
    {
        var (exitCode, _, error) = Run("--sarif", Path.Combine(_folder["none"], "out.sarif"));
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("the SARIF log cannot be written"));
    }

    private (int ExitCode, string Output, string Error) Run(params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, Error = error };
        var exitCode = PolicyCommand.Create().Parse(["lint", _folder.Path, .. options]).Invoke(configuration);
        return (exitCode, output.ToString(), error.ToString());
    }
}
