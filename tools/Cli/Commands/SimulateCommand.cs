using System.CommandLine;
using SecurityDecisioning.Cli.Simulating;
using SecurityDecisioning.Simulator.Http;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd simulate</c>: labelled traffic over real HTTP against a running gateway.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var gateway = new Option<string>("--gateway")
        {
            Description = "The gateway.", DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var seed = new Option<ulong>("--seed") { Description = "Same seed, same steps.", DefaultValueFactory = _ => 1 };
        var duration = new Option<double>("--duration")
        {
            Description = "Seconds, 5 to 3600.", DefaultValueFactory = _ => 90,
        };
        var scale = new Option<double>("--scale")
        {
            Description = "Factor on the number of people, 0.05 to 20; 1 is about 400.", DefaultValueFactory = _ => 0.3,
        };
        var campaigns = new Option<int>("--campaigns")
        {
            Description = "Campaigns per kind of attack, 0 to 50.", DefaultValueFactory = _ => 1,
        };
        var intensity = new Option<double>("--intensity")
        {
            Description = "Factor on the attempts of one campaign, 0.02 to 20.", DefaultValueFactory = _ => 0.4,
        };
        var attacks = new Option<string>("--attacks")
        {
            Description = $"Comma-separated: {string.Join(", ", ThreatCatalog.All.Select(t => t.Name))}. Default: all.",
            DefaultValueFactory = _ => "",
        };
        var rate = new Option<int>("--rate") { Description = "Most requests per second.", DefaultValueFactory = _ => 400 };
        var most = new Option<long>("--max-requests") { Description = "Ends the run.", DefaultValueFactory = _ => 200_000 };
        var truth = new Option<string?>("--truth") { Description = "File for the ground truth, JSON lines." };
        var solve = new Option<bool>("--attackers-solve") { Description = "Attackers solve challenges too." };
        var own = new Option<bool>("--i-own-this-target") { Description = "Allow a target that is not this machine." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("simulate", "Send labelled benign and attack traffic to a gateway and tell who was caught.")
        {
            gateway, seed, duration, scale, campaigns, intensity, attacks, rate, most, truth, solve, own, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var scenario = Scenario.Create(new ScenarioOptions
                {
                    Seed = parsed.GetValue(seed),
                    Pace = Pace.Compressed(Seconds(parsed.GetValue(duration))),
                    Population = parsed.GetValue(scale),
                    Campaigns = parsed.GetValue(campaigns),
                    Intensity = parsed.GetValue(intensity),
                    Attacks = ThreatList.Parse(parsed.GetValue(attacks)!),
                });
                var options = new HttpTrafficOptions
                {
                    Gateway = Target(parsed.GetValue(gateway)!),
                    OwnsTarget = parsed.GetValue(own),
                    Rate = parsed.GetValue(rate),
                    MaxRequests = parsed.GetValue(most),
                    AttackersSolve = parsed.GetValue(solve),
                    RunTag = TimeProvider.System.GetUtcNow().ToString("yyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture),
                };
                return await Simulation.RunAsync(scenario, options, parsed.GetValue(truth), parsed.GetValue(json), cancellation);
            }
            catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
            {
                await System.Console.Error.WriteLineAsync($"sd simulate: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static TimeSpan Seconds(double seconds) => seconds is >= 5 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : throw new ArgumentException("--duration must be 5 to 3600 seconds");

    private static Uri Target(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        ? uri
        : throw new ArgumentException($"--gateway `{text}` is no address such as http://127.0.0.1:8080");
}
