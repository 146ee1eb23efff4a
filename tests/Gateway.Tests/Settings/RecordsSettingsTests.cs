using Microsoft.Extensions.Configuration;
using SecurityDecisioning.Gateway.Settings;

namespace SecurityDecisioning.Gateway.Tests.Settings;

internal sealed class RecordsSettingsTests
{
    private const string Secret = "hunter2";

    [Test]
    public void Nothing_said_means_sqlite() => Assert.That(Read().Store, Is.EqualTo(RecordsStore.Sqlite));

    [Test]
    public void Connection_string_comes_from_its_file_without_the_line_end()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["secret"], $"Host=db;Database=sd;Password={Secret}\n");

        var settings = Read(("Store", "postgres"), ("ConnectionStringFile", folder["secret"]));

        Assert.That(settings.Connection(), Is.EqualTo($"Host=db;Database=sd;Password={Secret}"));
    }

    [TestCase("one of the two", "Store=Postgres")]
    [TestCase("one of the two", "Store=Postgres", "ConnectionString=Host=db;Database=x;Password=hunter2", "ConnectionStringFile=/x")]
    [TestCase("ConnectionStringFile", "Store=Postgres", "ConnectionStringFile=/no/such/file")]
    [TestCase("names no server", "Store=Postgres", "ConnectionString=Database=sd;Password=hunter2")]
    [TestCase("names no database", "Store=Postgres", "ConnectionString=Host=db;Password=hunter2")]
    [TestCase("not understood", "Store=Postgres", "ConnectionString=Host=db;Pass word=hunter2")]
    [TestCase("not understood", "Store=Postgres", "ConnectionString=Host=db;Port=hunter2")]
    [TestCase("not understood", "Store=Postgres", "ConnectionString=hunter2")]
    [TestCase("say Store: Postgres", "ConnectionString=Host=db;Database=sd;Password=hunter2")]
    [TestCase("must be Sqlite or Postgres", "Store=7")]
    public void Setting_that_cannot_be_is_told_without_the_secret_in_it(string expected, params string[] settings)
    {
        var values = settings.Select(s => s.Split('=', 2)).Select(s => (s[0], s[1])).ToArray();

        var failure = Assert.Throws<FormatException>(() => Read(values))!;

        Assert.That(failure.Message, Does.Contain("SecurityDecisioning:Records").And.Contain(expected));
        Assert.That(failure.ToString(), Does.Not.Contain(Secret));
    }

    [Test]
    public void Setting_that_does_not_exist_is_refused() =>
        Assert.That(() => Read(("Stor", "Postgres")), Throws.InvalidOperationException);

    private static RecordsSettings Read(params (string Name, string Value)[] settings) => RecordsSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(s => KeyValuePair.Create($"{RecordsSettings.Section}:{s.Name}", (string?)s.Value))).Build());
}
