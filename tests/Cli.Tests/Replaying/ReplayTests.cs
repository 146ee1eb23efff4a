using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SecurityDecisioning.Cli.Commands;
using SecurityDecisioning.Cli.Replaying;

namespace SecurityDecisioning.Cli.Tests.Replaying;

internal sealed class ReplayTests
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Test]
    public void A_brute_force_in_a_log_is_found_and_a_reader_is_not()
    {
        using var folder = new TempFolder();
        var log = BruteForce();
        File.WriteAllText(folder["access.log"], log);
        using var report = Replay(folder["access.log"]);
        var root = report.RootElement;
        var entities = root.GetProperty("entities").EnumerateArray().Select(e => e.GetProperty("entity").GetString()).ToList();

        Assert.That(root.GetProperty("complete").GetBoolean(), Is.True);
        Assert.That(root.GetProperty("notParsed").GetInt64(), Is.EqualTo(1));
        Assert.That(root.GetProperty("problems")[0].GetProperty("line").GetInt64(), Is.EqualTo(1));
        Assert.That(root.GetProperty("logins").GetInt64(), Is.EqualTo(200));
        Assert.That(root.GetProperty("enforced").GetProperty("allow").GetInt64(), Is.LessThan(root.GetProperty("decided").GetInt64()));
        Assert.That(entities, Does.Contain("ip:198.51.100.7"));
        Assert.That(entities, Has.None.EqualTo("ip:203.0.113.20"));
    }

    [Test]
    public void A_packed_log_gives_the_same_report()
    {
        using var folder = new TempFolder();
        var log = Encoding.UTF8.GetBytes(BruteForce());
        File.WriteAllBytes(folder["access.log"], log);
        using (var packed = new GZipStream(File.Create(folder["access.log.gz"]), CompressionLevel.Fastest))
        {
            packed.Write(log);
        }

        using var plain = Replay(folder["access.log"]);
        using var unpacked = Replay(folder["access.log.gz"]);

        Assert.That(Decisions(unpacked), Is.EqualTo(Decisions(plain)));
    }

    [Test]
    public void A_file_that_is_missing_is_told_in_one_line()
    {
        var (code, _, error) = Run("/nowhere/access.log", "--policies", Repository.File("policies"));

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.Trim(), Is.EqualTo("sd replay: there is no file `/nowhere/access.log`"));
    }

    [Test]
    public void Settings_name_the_databases_and_one_that_is_missing_is_told()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["access.log"], BruteForce());
        File.WriteAllText(folder["gateway.json"], """{ "Enrichment": { "Country": "no.mmdb" } }""");
        var (code, _, error) = Run(
            folder["access.log"], "--policies", Repository.File("policies"), "--settings", folder["gateway.json"]);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("sd replay: enrichment: ").And.Contain(folder["no.mmdb"]));
    }

    [TestCase("login")]
    [TestCase("/login=x")]
    [TestCase("/login=999")]
    public void A_login_path_that_is_none_is_refused(string pattern) =>
        Assert.That(() => LoginPattern.Parse(pattern), Throws.ArgumentException.With.Message.Contains("/login=302,303"));

    [TestCase("/login", 302, LoginOutcome.Succeeded)]
    [TestCase("/login", 200, LoginOutcome.Failed)]
    [TestCase("/login", 401, LoginOutcome.Failed)]
    [TestCase("/login", 429, LoginOutcome.None)]
    [TestCase("/login", 500, LoginOutcome.None)]
    [TestCase("/API/Login", 200, LoginOutcome.Succeeded)]
    [TestCase("/wp-login.php", 200, LoginOutcome.Failed)]
    public void What_became_of_a_login_is_told_from_its_status(string path, int status, LoginOutcome expected) =>
        Assert.That(LoginPattern.Defaults.First(p => p.Matches(path)).OutcomeOf(status), Is.EqualTo(expected));

    [Test]
    public void The_real_log_is_read_to_the_last_line()
    {
        using var report = Replay(PublishedCases.Path("data/apache_access_10k.log"));
        var root = report.RootElement;

        Assert.That(root.GetProperty("lines").GetInt64(), Is.EqualTo(10_000));
        Assert.That(root.GetProperty("notParsed").GetInt64(), Is.Zero, root.GetProperty("problems").ToString());
        Assert.That(root.GetProperty("decided").GetInt64(), Is.EqualTo(10_000));
    }

    /// <summary>A line of nonsense, 200 guesses in a row from one address, and somebody who reads.</summary>
    private static string BruteForce()
    {
        var log = new StringBuilder("this is no log line\n");
        var start = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 200; i++)
        {
            Line("198.51.100.7", start.AddSeconds(i), "POST /login", 401, "python-requests/2.32.3");
            if (i % 20 == 0)
            {
                Line("203.0.113.20", start.AddSeconds(i), $"GET /article/{i}", 200, Browser);
            }
        }

        return log.ToString();

        void Line(string ip, DateTimeOffset at, string request, int status, string agent) => log.Append(
            CultureInfo.InvariantCulture,
            $"{ip} - - [{at:dd/MMM/yyyy:HH:mm:ss} +0000] \"{request} HTTP/1.1\" {status} 512 \"-\" \"{agent}\"\n");
    }

    private static string Decisions(JsonDocument report) => string.Join(
        '|', new[] { "lines", "decided", "enforced", "shadow", "threats" }.Select(n => report.RootElement.GetProperty(n).ToString()));

    private static JsonDocument Replay(string path)
    {
        var (code, output, error) = Run(path, "--policies", Repository.File("policies"), "--json");
        Assert.That(code, Is.Zero, error);
        return JsonDocument.Parse(output);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ReplayCommand.Create().Parse(args).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
