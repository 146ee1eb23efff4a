using SecurityDecisioning.Console.Tests.Support;

namespace SecurityDecisioning.Console.Tests.Pages;

internal sealed class QuietLogTests
{
    [Test]
    public async Task Signing_in_and_looking_around_leaves_no_warning_in_the_log()
    {
        // A new key ring says that its file is not encrypted; the gateway does not pass that on either: the file is its owner's.
        using var loggers = new WarningLoggers(silent: "Microsoft.AspNetCore.DataProtection");
        await using var console = await RunningConsole.StartAsync(loggers: loggers);
        using var visitor = await Visitor.SignedInAsync(console);
        foreach (var url in new[] { "/", "/decisions", "/restrictions", "/restrictions/new", "/entity?key=ip:203.0.113.9", "/account", "/find?q=x" })
        {
            using var answer = await visitor.GetAsync(url);
            Assert.That(answer.IsSuccessStatusCode, Is.True, url);
        }

        Assert.That(loggers.Lines, Is.Empty);
    }
}
