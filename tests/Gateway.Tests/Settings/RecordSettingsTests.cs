using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Tests.Settings;

internal sealed class RecordSettingsTests
{
    private const string Secret = "hunter2";

    [Test]
    public void Nothing_said_means_sqlite() => Assert.That(Read().IsPostgres, Is.False);

    [Test]
    public void Password_comes_from_its_file_without_the_line_end()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["secret"], $"{Secret}\n");

        var settings = Read(("Postgres", "Host=db;Database=sd;Command Timeout=7"), ("PostgresPasswordFile", folder["secret"]));

        Assert.That(settings.Connection([]), Does.Contain($"Password={Secret};").And.Contain("Command Timeout=7").And.Contain("Timeout=5"));
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("hunter2\nand more\n")]
    public void File_that_holds_no_password_is_refused(string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["secret"], content);

        var failure = Assert.Throws<FormatException>(
            () => Read(("Postgres", "Host=db;Database=sd"), ("PostgresPasswordFile", folder["secret"])))!;

        Assert.That(failure.Message, Does.Contain("one line").And.Not.Contain(Secret));
    }

    [Test]
    public void Password_in_two_places_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["secret"], Secret);

        var failure = Assert.Throws<FormatException>(
            () => Read(("Postgres", "Host=db;Database=sd;Password=hunter2"), ("PostgresPasswordFile", folder["secret"])))!;

        Assert.That(failure.ToString(), Does.Contain("leave it out here").And.Not.Contain(Secret));
    }

    [TestCase("there is no connection for it", "PostgresPasswordFile=/dev/null")]
    [TestCase("/no/such/file", "Postgres=Host=db;Database=sd", "PostgresPasswordFile=/no/such/file")]
    [TestCase("names no server", "Postgres=Database=sd;Password=hunter2")]
    [TestCase("names no database", "Postgres=Host=db;Password=hunter2")]
    [TestCase("not understood", "Postgres=Host=db;Pass word=hunter2")]
    [TestCase("not understood", "Postgres=Host=db;Port=hunter2")]
    [TestCase("not understood", "Postgres=hunter2")]
    public void Setting_that_cannot_be_is_told_without_the_secret_in_it(string expected, params string[] settings)
    {
        var values = settings.Select(s => s.Split('=', 2)).Select(s => (s[0], s[1])).ToArray();

        var failure = Assert.Throws<FormatException>(() => Read(values))!;

        Assert.That(failure.Message, Does.Contain("SecurityDecisioning:Records").And.Contain(expected));
        Assert.That(failure.ToString(), Does.Not.Contain(Secret));
    }

    [Test]
    public void All_that_is_wrong_is_told_at_once()
    {
        var failure = Assert.Throws<FormatException>(() => Read(("Postgres", "Host=db"), ("PostgresPasswordFile", "/no/such/file")))!;

        Assert.That(failure.Message, Does.Contain("names no database").And.Contain("/no/such/file"));
    }

    [Test]
    public void Setting_that_does_not_exist_is_refused() =>
        Assert.That(() => Read(("Postgress", "Host=db")), Throws.InvalidOperationException);

    private static RecordSettings Read(params (string Name, string Value)[] settings) => RecordSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create($"{RecordSettings.Section}:{s.Name}", (string?)s.Value))).Build());
}
