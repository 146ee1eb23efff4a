using System.CommandLine;
using SecurityDecisioning.Cli.Replaying;
using Spectre.Console;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd replay FILE</c>: what would have been decided on a web server's access log.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Access log: common, combined or JSON lines, plain or gzip; - reads standard input.",
        };
        var policies = new Option<string?>("--policies") { Description = "Folder of policies. Default: the shipped ones." };
        var model = new Option<string?>("--model") { Description = "Folder of the model. Default: the shipped one; triage where none is." };
        var countries = new Option<string?>("--countries") { Description = "CSV of cidr,country." };
        var settings = new Option<string?>("--settings")
        {
            Description = "A gateway's settings file: its modes of policies and the databases and lists of its section Enrichment "
                + "are used.",
        };
        var logins = new Option<string[]>("--login-path")
        {
            Description = "A path to sign in at and the statuses of a success, for example /login=302,303. May be repeated; replaces "
                + "the usual ones.",
            DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("replay", "Decide a web server's access log after the fact and report what would have happened.")
        {
            file, policies, model, countries, settings, logins, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var patterns = parsed.GetValue(logins)!.Select(LoginPattern.Parse).ToList();
                var replay = ReplayEngine.Make(
                    parsed.GetValue(policies) ?? ShippedFiles.Folder("policies")
                        ?? throw new ArgumentException("there is no folder `policies` here; name one by --policies"),
                    parsed.GetValue(model) ?? ShippedFiles.Folder(Path.Combine("models", "shipped")),
                    parsed.GetValue(countries),
                    parsed.GetValue(settings),
                    patterns.Count > 0 ? patterns : LoginPattern.Defaults);
                using var source = LogSource.Open(parsed.GetValue(file)!);
                var report = Run(replay, source, parsed.GetValue(json), cancellation);
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json))
                {
                    output.WriteLine(ReplayOutput.ToJson(report));
                }
                else
                {
                    ReplayOutput.Print(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }), report);
                }

                return Task.FromResult(report.Complete ? 0 : 130);
            }
            catch (Exception e) when (
                e is ArgumentException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"sd replay: {e.Message}");
                return Task.FromResult(1);
            }
        });
        return command;
    }

    private static ReplayReport Run(LogReplay replay, LogSource source, bool quiet, CancellationToken cancellationToken)
    {
        if (quiet || System.Console.IsErrorRedirected || source.Length == 0)
        {
            return replay.Run(source.Content, null, cancellationToken);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        return console.Progress().Start(progress =>
        {
            var bar = progress.AddTask("Replaying", maxValue: 1);
            var report = replay.Run(source.Content, _ => bar.Value = source.Progress, cancellationToken);
            bar.Value = 1;
            return report;
        });
    }
}
