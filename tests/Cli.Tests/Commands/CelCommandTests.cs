using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Cli.Commands;

namespace SecurityDecisioning.Cli.Tests.Commands;

[TestFixture]
internal sealed class CelCommandTests
{
    [TestCase("1 + 1", "type   int", "value  2")]
    [TestCase("[1, 'a'].map(x, x)", "type   list(dyn)", "value  [1, \"a\"]")]
    [TestCase("f.ip.logins_5m > 3 && request.path == '/'", "type   bool", "reads  f.ip.logins_5m, request.path")]
    public void Expression_is_shown_with_type_and_value(string expression, string type, string value)
    {
        var (exitCode, output, error) = Run("eval", expression);

        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain(type).And.Contains("cost   at most").And.Contains(value));
    }

    [Test]
    public void Error_of_an_evaluation_ends_with_one()
    {
        var (exitCode, output, _) = Run("eval", "1 / 0");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("error  division by zero"));
    }

    [Test]
    public void Wrong_expression_ends_with_one_and_its_place()
    {
        var (exitCode, _, error) = Run("eval", "1 +\n f.ip.lgins_5m");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("expression:2:7: there is nothing called `f.ip.lgins_5m`"));
    }

    [Test]
    public void Evaluation_is_written_as_json()
    {
        using var json = JsonDocument.Parse(Run("eval", "'a' + 'b'", "--json").Output);

        Assert.That(json.RootElement.GetProperty("value").GetString(), Is.EqualTo("\"ab\""));
    }

    [Test]
    public void Cases_are_counted_by_file_and_in_total_and_what_did_not_pass_is_named()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.json"], """[{"section": "s", "name": "good", "expr": "true"}, {"section": "s", "name": "message", "expr": "M{}"}]""");
        File.WriteAllText(folder["b.json"], """[{"section": "s", "name": "bad", "expr": "1 == 2"}]""");

        var (exitCode, output, _) = Run("conformance", folder.Path);
        using var json = JsonDocument.Parse(Run("conformance", folder.Path, "--json").Output);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Match(@"a +1 +0 +1 +2\n")
            .And.Match(@"b +0 +1 +0 +1\n").And.Match(@"total +1 +1 +1 +3\n")
            .And.Contains("FAILED b/s/bad: 1 == 2: gives false, not true")
            .And.Contains("unsupported a/s/message: M{}: needs protobuf messages"));
        Assert.That(json.RootElement.GetProperty("failed").GetInt32(), Is.EqualTo(1));
        Assert.That(json.RootElement.GetProperty("files")[1].GetProperty("notPassed")[0].GetProperty("name").GetString(), Is.EqualTo("bad"));
    }

    [Test]
    public void Cases_that_all_pass_end_with_zero()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.json"], """[{"section": "s", "name": "good", "expr": "true"}]""");

        Assert.That(Run("conformance", folder.Path).ExitCode, Is.Zero);
    }

    [Test]
    public void Folder_without_cases_is_no_success()
    {
        using var folder = new TempFolder();

        Assert.That(Run("conformance", folder.Path).ExitCode, Is.EqualTo(2));
        Assert.That(Run("conformance", folder["missing"]).ExitCode, Is.EqualTo(2));
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exitCode = CelCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}
