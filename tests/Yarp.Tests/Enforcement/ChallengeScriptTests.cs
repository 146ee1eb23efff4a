using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

/// <summary>The page's own script, run for real.</summary>
internal sealed class ChallengeScriptTests
{
    private const int Difficulty = 14;

    [Test]
    public async Task Script_without_workers_finds_an_answer_that_counts()
    {
        var node = Requires.Program("node", "nodejs");
        const string Token = "any-token";
        var page = $$"""
            const solution = {};
            const form = { dataset: { seed: '{{ProofOfWork.SeedOf(Token)}}', difficulty: '{{Difficulty}}' }, elements: { solution },
              submit() { console.log(solution.value); } };
            globalThis.Worker = undefined;
            globalThis.document = { getElementById: id => id === 'answer' ? form : { style: {} } };
            """;
        var script = await File.ReadAllTextAsync(Repository.File("src", "Yarp", "Enforcement", "Pages", "challenge.js"));

        var solution = await RunAsync(node, "-e", page + script);

        Assert.That(ProofOfWork.IsSolved(Token, solution.Trim(), Difficulty), Is.True, solution);
    }

    [Test]
    public async Task Browser_passes_by_itself_and_ends_where_it_wanted_to_go()
    {
        var chromium = Requires.Chromium();
        using var profile = new TempFolder();
        await using var host = await ProxyHost.StartAsync(
            context =>
            {
                context.Response.ContentType = "text/html";
                return context.Response.WriteAsync($"<h1>upstream {context.Request.Path}{context.Request.QueryString}</h1>");
            },
            configure: options => options.Challenge.Difficulty = Difficulty);
        host.Script.Challenge();

        var dom = await RunAsync(
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.Path}",
            "--virtual-time-budget=20000", "--dump-dom", new Uri(host.Address, "/cart?item=7").ToString());

        Assert.That(dom, Does.Contain("<h1>upstream /cart?item=7</h1>"));
        var (_, answer) = await host.Sink.PairAsync(OwnPaths.ChallengeAnswer);
        Assert.That(answer.Challenge, Is.EqualTo(ChallengeOutcome.Passed));
        Assert.That(answer.Device.IsNone, Is.False);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await errors;
            await process.WaitForExitAsync(patience.Token);
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
