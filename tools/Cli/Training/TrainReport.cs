using System.Globalization;
using System.Text.Json;
using SecurityDecisioning.Learning.Evaluation;
using SecurityDecisioning.Scoring.Models;
using Spectre.Console;

namespace SecurityDecisioning.Cli.Training;

/// <summary>What <c>sd train</c> says: a table for people or one JSON object for programs; progress goes to standard error.</summary>
internal sealed class TrainReport(bool json)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly IAnsiConsole _progress = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    public void Played(World world) => _progress.MarkupLineInterpolated($"[grey]played[/] {world.Description}");

    public IProgress<(int Trees, double Loss)> Progress(int trees) => new Steps(this, trees);

    public void Finish(
        RiskModel model, ModelEvaluation triage, CandidateCounts counts, TimeSpan trainedIn, long bytes, string folder)
    {
        if (json)
        {
            System.Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    folder, model = model.Hash, bytes, trainedInMs = (long)trainedIn.TotalMilliseconds,
                    calibration = model.Calibration.ToString(), card = model.Card,
                    triage = new { all = triage.All, byThreat = triage.ByThreat },
                    candidates = ThreatCatalog.All.ToDictionary(
                        t => t.Name, t => new { attempts = counts.Attempts(t.Threat), proposed = counts.Proposed(t.Threat) }),
                    benign = new { requests = counts.Benign, proposed = counts.BenignProposed },
                },
                JsonOptions));
            return;
        }

        Write(model, triage, counts);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"Model [bold]{model.Hash}[/]: {model.Card.Trees} trees on {model.Card.Rows} rows in {trainedIn.TotalSeconds:0.0} s.");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{bytes / 1024} KiB in {folder}");
    }

    private static void Write(RiskModel model, ModelEvaluation triage, CandidateCounts counts)
    {
        var table = new Table().Title("On worlds it has not seen").AddColumns(
            "threat", "attackers' requests", "proposed", "AUC", "AUC of triage", "PR-AUC", "log loss", "calibration error");
        foreach (var threat in ThreatCatalog.All)
        {
            model.Card.MetricsByThreat.TryGetValue(threat.Name, out var metrics);
            triage.ByThreat.TryGetValue(threat.Name, out var before);
            Add(threat.Title, counts.Attempts(threat.Threat), counts.Proposed(threat.Threat), metrics, before);
        }

        Add("All candidates", 0, 0, model.Card.Metrics, triage.All);
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            $"[grey]{counts.BenignProposed} of {counts.Benign} benign requests were proposed for ranking.[/]");

        void Add(string title, long attempts, long proposed, ModelMetrics? metrics, ModelMetrics? before) => table.AddRow(
            title, attempts == 0 ? "" : attempts.ToString("N0", CultureInfo.InvariantCulture),
            attempts == 0 ? "" : (proposed / (double)attempts).ToString("P1", CultureInfo.InvariantCulture),
            Number(metrics?.Auc), Number(before?.Auc), Number(metrics?.PrAuc), Number(metrics?.LogLoss),
            Number(metrics?.CalibrationError));
    }

    private static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";

    private sealed class Steps(TrainReport report, int trees) : IProgress<(int Trees, double Loss)>
    {
        private const int Every = 25;

        public void Report((int Trees, double Loss) value)
        {
            if (value.Trees % Every == 0 || value.Trees == trees)
            {
                report._progress.MarkupLineInterpolated($"[grey]tree {value.Trees} of {trees}:[/] validation loss {value.Loss:0.00000}");
            }
        }
    }
}
