using System.CommandLine;
using System.Diagnostics;
using SecurityDecisioning.Cli.Training;
using SecurityDecisioning.Learning.Evaluation;
using SecurityDecisioning.Learning.Registry;
using SecurityDecisioning.Learning.Training;
using SecurityDecisioning.Scoring.Models;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd train</c>: trains the risk model and writes it with its card.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var simulate = new Option<bool>("--simulate") { Description = "Train on simulated traffic." };
        var data = new Option<string?>("--data")
        {
            Description = "Train on the event log in a gateway's data folder; stop the gateway first.",
        };
        var truth = new Option<string?>("--truth") { Description = "With --data: the simulator's ground truth file." };
        var seed = new Option<ulong>("--seed") { Description = "Same seed, same model.", DefaultValueFactory = _ => 1 };
        var scale = new Option<double>("--scale")
        {
            Description = "With --simulate: factor on the number of training worlds.", DefaultValueFactory = _ => 1,
        };
        scale.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.25 and <= 20))
            {
                result.AddError("--scale must be 0.25 to 20");
            }
        });
        var output = new Option<string>("--out")
        {
            Description = "Folder of the new model.", DefaultValueFactory = _ => "models/trained",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("train", "Train the risk model and write it with its card.")
        {
            simulate, data, truth, seed, scale, output, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(simulate) == (result.GetValue(data) is not null))
            {
                result.AddError("say what to train on: --simulate, or --data FOLDER with --truth FILE");
            }
            else if ((result.GetValue(data) is null) != (result.GetValue(truth) is null))
            {
                result.AddError("--data and --truth belong together");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new TrainReport(parsed.GetValue(json));
            try
            {
                var rows = parsed.GetValue(data) is { } folder
                    ? await LoggedRows.ReadAsync(folder, parsed.GetValue(truth)!, parsed.GetValue(seed), cancellation)
                    : SimulatedRows.Make(parsed.GetValue(seed), parsed.GetValue(scale), report);
                Train(rows, parsed.GetValue(seed), parsed.GetValue(output)!, report, cancellation);
                return 0;
            }
            catch (Exception error) when (error is ModelFileException or ArgumentException or IOException
                or UnauthorizedAccessException or FormatException or LogInUseException or LogCorruptException or RecordFormatException)
            {
                await System.Console.Error.WriteLineAsync($"sd train: {error.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Train(
        TrainingRows rows, ulong seed, string output, TrainReport report, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var options = RiskTraining.Options(seed);
        var trees = BoostedTreeTrainer.Train(
            rows.Train, rows.Validation, options, report.Progress(options.Trees), cancellation);
        var trainedIn = watch.Elapsed;
        var file = RiskTraining.ToModelFile(trees, rows.Validation);
        var measured = ModelEvaluation.Of(RiskModel.Parse(file), rows.Test);
        var card = new ModelCard
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output))),
            TrainedOn = rows.Description,
            Simulated = rows.Simulated,
            Command = rows.Command + $" --seed {seed} --out {output}",
            TrainedAt = TimeProvider.System.GetUtcNow(),
            Seed = seed,
            Rows = rows.Train.Count,
            Positives = rows.Train.Positives,
            Trees = trees.Count,
            Depth = options.MaxDepth,
            CatalogueHash = FeatureCatalog.Hash,
            Metrics = measured.All,
            MetricsByThreat = measured.ByThreat,
            Limits = rows.Limits,
        };
        var model = ModelFolder.Write(output, file, card);
        report.Finish(model, ModelEvaluation.OfTriage(rows.Test), rows.Candidates, trainedIn, file.Length, output);
    }
}
