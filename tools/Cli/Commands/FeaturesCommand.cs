using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Cli.Exporting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Startup;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd features export</c>: training rows out of the event log, each as of its decision.</summary>
internal static class FeaturesCommand
{
    private const int ProgressEvery = 100_000;

    public static Command Create() => new("features", "Work with the features that decisions were made from.") { CreateExport() };

    private static Command CreateExport()
    {
        var data = DecisionCommand.Data();
        var output = new Option<string>("--out")
        {
            Description = "File of rows, `-` for standard output.", DefaultValueFactory = _ => "features.csv",
        };
        var format = new Option<string>("--format") { Description = "csv or jsonl. [default: by the file's ending]" };
        format.AcceptOnlyFromAmong("csv", "jsonl");
        var from = Time("--from", "First time of a row, such as 2026-07-01 or 2026-07-01T12:00:00Z.");
        var to = Time("--to", "Last time of a row.");
        var json = DecisionCommand.Json();
        var command = new Command("export", "Write features as of each decision; stop the gateway first, or name a copy of its data.")
        {
            data, output, format, from, to, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (said, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var target = parsed.GetValue(output)!;
            var isJson = (parsed.GetValue(format) ?? (target.EndsWith(".jsonl", StringComparison.Ordinal) ? "jsonl" : "csv")) == "jsonl";
            try
            {
                var folder = DecisionCommand.Folder(parsed.GetValue(data), "data");
                await using var log = Open(folder);
                var export = new FeatureExport(
                    log, Options(folder), Ms(parsed.GetValue(from), long.MinValue), Ms(parsed.GetValue(to), long.MaxValue));
                await using (var stream = target == "-" ? System.Console.OpenStandardOutput() : File.Create(target))
                await using (var rows = new RowWriter(stream, isJson))
                {
                    rows.WriteHeader();
                    await foreach (var row in export.ReadAsync(cancellation))
                    {
                        await rows.WriteAsync(row, cancellation);
                        if (export.Rows % ProgressEvery == 0)
                        {
                            await error.WriteLineAsync($"{export.Rows:N0} rows of {export.Events:N0} events");
                        }
                    }
                }

                await Report(target == "-" ? error : said, target, export, parsed.GetValue(json));
                return 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogInUseException or LogCorruptException
                or RecordFormatException or StartupException)
            {
                await error.WriteLineAsync($"sd features export: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    internal static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(
                result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return time;
            }

            result.AddError($"{name} must be a time such as 2026-07-01 or 2026-07-01T12:00:00Z");
            return null;
        },
    };

    private static long Ms(DateTimeOffset? time, long none) => time?.ToUnixTimeMilliseconds() ?? none;

    private static LocalSegmentLog Open(string data)
    {
        var folder = Path.Combine(data, "log");
        // A reader must not be the one that deletes old segments: how long they stay is the gateway's to say.
        var everything = new LogRetention(TimeSpan.FromDays(36_525), long.MaxValue);
        return Directory.Exists(folder)
            ? LocalSegmentLog.Open(new LocalLogOptions
            {
                Folder = folder, Events = everything, Decisions = everything, Restrictions = everything, Policies = everything,
                Models = everything, Verdicts = everything,
            })
            : throw new DirectoryNotFoundException($"there is no event log in {data}; --data names a gateway's data folder");
    }

    /// <summary>The installation's own seed where it is there, so that the numbers are those that were served, to the last bit.</summary>
    private static FeatureStoreOptions Options(string data)
    {
        var keys = Path.Combine(data, "keys");
        return File.Exists(Path.Combine(keys, "fold.key"))
            ? new FeatureStoreOptions { HashSeed = BinaryPrimitives.ReadUInt64LittleEndian(new KeyFolder(keys).Get("fold")) }
            : new FeatureStoreOptions();
    }

    private static Task Report(TextWriter output, string target, FeatureExport export, bool asJson) => output.WriteLineAsync(asJson
        ? JsonSerializer.Serialize(new
        {
            file = target,
            catalogue = FeatureCatalog.Hash,
            features = FeatureCatalog.Count,
            events = export.Events,
            rows = export.Rows,
            as_served = export.Same,
            different = export.Different,
            undecided = export.Undecided,
        })
        : $"{export.Rows:N0} rows of {FeatureCatalog.Count} features (catalogue {FeatureCatalog.Hash}) "
            + $"from {export.Events:N0} events to {target}; "
            + $"{export.Same:N0} as served, {export.Different:N0} different, {export.Undecided:N0} without a decision in the log");
}
