using System.Text.Json;
using SecurityDecisioning.Simulator.Http;
using SecurityDecisioning.Simulator.Scenarios;
using Spectre.Console;

namespace SecurityDecisioning.Cli.Simulating;

/// <summary>One run with its progress bar, its truth file and its report.</summary>
internal static class Simulation
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(
        Scenario scenario, HttpTrafficOptions options, string? truthPath, bool asJson, CancellationToken cancellationToken)
    {
        var traffic = new HttpTraffic(options, TimeProvider.System);
        if (!await AnswersAsync(options.Gateway, cancellationToken))
        {
            await System.Console.Error.WriteLineAsync($"sd simulate: nothing answers at {options.Gateway}; start it with ./run");
            return 1;
        }

        using var truth = truthPath is null ? null : new TruthFile(truthPath);
        var report = new TrafficReport();
        void Take(StepResult result)
        {
            report.Add(result);
            truth?.Write(result);
        }

        var whole = true;
        try
        {
            await PlayAsync(traffic, scenario, Take, asJson || System.Console.IsErrorRedirected, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            whole = false;
        }

        if (asJson)
        {
            System.Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    seed = scenario.Seed, complete = whole, requests = report.Requests, unanswered = report.Unanswered,
                    threats = report.Threats().Select(t => new
                    {
                        threat = ThreatCatalog.NameOf(t.Threat), t.Campaigns, t.Attempts, t.Succeeded, t.CaughtBeforeSuccess,
                        t.Caught, t.Stopped, t.MedianBeforeCaught,
                    }),
                    benign = report.Benign(),
                },
                Json));
        }
        else
        {
            SimulationTable.Print(AnsiConsole.Console, report, whole);
        }

        return 0;
    }

    private static Task PlayAsync(
        HttpTraffic traffic, Scenario scenario, Action<StepResult> take, bool quiet, CancellationToken cancellationToken)
    {
        if (quiet)
        {
            return traffic.RunAsync(scenario, take, _ => { }, cancellationToken);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        return console.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask("Simulating traffic", maxValue: 1);
            await traffic.RunAsync(scenario, take, done => bar.Value = done, cancellationToken);
        });
    }

    private static async Task<bool> AnswersAsync(Uri gateway, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri(gateway, "/.sd/health"), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
