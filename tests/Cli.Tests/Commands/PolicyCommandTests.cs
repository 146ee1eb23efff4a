using System.CommandLine;
using System.Text.Json;
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
        Assert.That(error, Does.StartWith("a.yaml:13: a-policy: many requests: expected challenge by a-rule, got allow by none"));
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

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = PolicyCommand.Create().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
