using System.Globalization;
using System.Text;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary><c>sd replay</c> on a log as a web server writes it.</summary>
internal sealed class ReplayTests
{
    private const int Attempts = 40;

    [Test]
    public async Task Attack_in_a_log_is_found_and_a_bad_line_is_shown()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["access.log"], Log());
        var report = (await Sd.RunAsync("replay", folder["access.log"], "--json")).Json();
        var entities = report["entities"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That((int)report["lines"]!, Is.EqualTo(Attempts + 3));
            Assert.That((int)report["decided"]!, Is.EqualTo(Attempts + 2));
            Assert.That((int)report["notParsed"]!, Is.EqualTo(1));
            Assert.That((int)report["logins"]!, Is.EqualTo(Attempts));
            Assert.That((int)report["enforced"]!["challenge"]! + (int)report["enforced"]!["throttle"]!, Is.GreaterThan(Attempts / 2));
            Assert.That(entities.Select(e => (string)e!["entity"]!), Has.Member("ip:203.0.113.9").And.No.Member("ip:198.51.100.20"));
        });
    }

    [Test]
    public async Task Missing_file_is_one_clear_line()
    {
        using var folder = new TempFolder();
        var answer = await Sd.RunAsync("replay", folder["absent.log"]);

        Assert.That(answer.ExitCode, Is.EqualTo(1));
        Assert.That(answer.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.Some.Contains(folder["absent.log"]));
    }

    private static string Log()
    {
        var log = new StringBuilder();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(SampleEvents.StartMs);
        log.AppendLine(Line("198.51.100.20", time, "GET / HTTP/1.1", 200));
        for (var i = 0; i < Attempts; i++)
        {
            log.AppendLine(Line("203.0.113.9", time.AddSeconds(i), "POST /login HTTP/1.1", 401));
        }

        log.AppendLine("this is no access log line");
        log.AppendLine(Line("198.51.100.20", time.AddSeconds(Attempts), "GET /products HTTP/1.1", 200));
        return log.ToString();
    }

    private static string Line(string ip, DateTimeOffset time, string request, int status) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ip} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"{request}\" {status} 512 \"-\" \"{SampleEvents.Browser}\"");
}
