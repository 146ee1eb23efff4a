using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Cli.Replaying;

namespace SecurityDecisioning.Cli.Tests.Replaying;

internal sealed class LogFormatTests
{
    private const string Combined =
        """203.0.113.9 - anna [10/Oct/2000:13:55:36 -0700] "POST /login?next=/a HTTP/1.1" 302 2326 "http://x.example/" "Mozilla/5.0 \"odd\" x" """;

    [Test]
    public void A_combined_line_is_read_whole()
    {
        var line = Read(Combined, out var problem);

        Assert.That(problem, Is.Null);
        Assert.That(line, Is.EqualTo(
            "203.0.113.9|anna|2000-10-10T20:55:36|POST|/login|302|2326|True|Mozilla/5.0 \\\"odd\\\" x"));
    }

    [TestCase("""127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.0" 200 -""", "127.0.0.1||2000-10-10T13:55:36|GET|/|200|0|False|")]
    [TestCase("""2001:db8::1 - - [29/Feb/2024:00:00:00 +0000] "GET /x HTTP/2.0" 404 1 "-" "-" """, "2001:db8::1||2024-02-29T00:00:00|GET|/x|404|1|False|")]
    [TestCase("""10.0.0.1 - a b [10/Oct/2000:13:55:36 +0000] "GET http://h.example/p?q HTTP/1.1" 200 5""", "10.0.0.1|a b|2000-10-10T13:55:36|GET|/p|200|5|False|")]
    [TestCase("""10.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "-" 408 0 "-" "-" """, "10.0.0.1||2000-10-10T13:55:36|||408|0|False|")]
    [TestCase("""10.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "\x16\x03\x01" 400 0""", "10.0.0.1||2000-10-10T13:55:36||\\x16\\x03\\x01|400|0|False|")]
    [TestCase("""{"remote_addr":"10.0.0.1","time":"2024-01-02T03:04:05Z","request":"GET /a?b HTTP/1.1","status":200,"body_bytes_sent":7,"http_user_agent":"x\"y"}""", "10.0.0.1||2024-01-02T03:04:05|GET|/a|200|7|False|x\"y")]
    [TestCase("""{"ts":1704164645.5,"request":{"remote_ip":"10.0.0.1","method":"POST","uri":"/login"},"status":401,"size":3}""", "10.0.0.1||2024-01-02T03:04:05|POST|/login|401|3|False|")]
    public void Other_formats_are_read(string text, string expected)
    {
        var line = Read(text, out var problem);

        Assert.That(problem, Is.Null);
        Assert.That(line, Is.EqualTo(expected));
    }

    [TestCase("", "empty")]
    [TestCase("hello", "address")]
    [TestCase("256.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1", "address")]
    [TestCase("10.0.0.1 - - 10/Oct/2000:13:55:36 -0700 \"GET / HTTP/1.0\" 200 1", "time")]
    [TestCase("10.0.0.1 - - [30/Feb/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1", "time")]
    [TestCase("10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0 200 1", "quotes")]
    [TestCase("10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" ok 1", "status")]
    [TestCase("10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 x", "size")]
    [TestCase("{\"a\":", "JSON")]
    [TestCase("{\"status\":200,\"time\":\"2024-01-02T03:04:05Z\"}", "client address")]
    [TestCase("{\"ip\":\"10.0.0.1\",\"status\":200}", "time")]
    [TestCase("{\"ip\":\"10.0.0.1\",\"ts\":1704164645}", "status")]
    public void A_bad_line_tells_what_is_wrong(string text, string reason)
    {
        Read(text, out var problem);

        Assert.That(problem, Does.Contain(reason));
    }

    [Test]
    public void Random_bytes_never_throw() => Prop.ForAll<byte[]>(bytes =>
    {
        byte[] braced = [(byte)'{', .. bytes];
        var line = default(LogLine);
        LogFormat.Read(bytes, ref line);
        LogFormat.Read(braced, ref line);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_good_line_with_any_byte_changed_never_throws() => Prop.ForAll<int, byte>((at, value) =>
    {
        foreach (var text in new[] { Combined, """{"ip":"10.0.0.1","ts":1704164645,"status":200,"request":"GET / x"}""" })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes[(int)((uint)at % bytes.Length)] = value;
            var line = default(LogLine);
            LogFormat.Read(bytes, ref line);
        }
    }).QuickCheckThrowOnFailure();

    private static string Read(string text, out string? problem)
    {
        var line = default(LogLine);
        problem = LogFormat.Read(Encoding.UTF8.GetBytes(text), ref line);
        if (problem is not null)
        {
            return "";
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(line.TimeMs).ToString("yyyy-MM-ddTHH:mm:ss", null);
        return $"{line.Ip}|{Text(line.User)}|{time}|{Text(line.Method)}|{Text(line.Path)}|{line.Status}|{line.Bytes}|{line.HasReferer}|"
            + Text(line.UserAgent);

        static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
    }
}
