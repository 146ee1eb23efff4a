using System.Globalization;
using SecurityDecisioning.Simulator.Http;
using Spectre.Console;

namespace SecurityDecisioning.Cli.Simulating;

/// <summary>The report of a run as a person reads it.</summary>
internal static class SimulationTable
{
    public static void Print(IAnsiConsole console, TrafficReport report, bool whole)
    {
        PlainOutput.Prepare(console);
        var table = new Table().Border(TableBorder.Rounded).Title("Attacks");
        foreach (var heading in new[]
            {
                "Threat", "Runs", "Requests", "Got in", "Caught first", "Caught", "Stopped", "Let by",
            })
        {
            var column = new TableColumn(heading).NoWrap();
            table.AddColumn(heading == "Threat" ? column : column.RightAligned());
        }

        foreach (var line in report.Threats())
        {
            table.AddRow(
                ThreatCatalog.Get(line.Threat).Title, Number(line.Campaigns), Number(line.Attempts), Number(line.Succeeded),
                Number(line.CaughtBeforeSuccess), Number(line.Caught), Number(line.Stopped),
                line.MedianBeforeCaught?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–");
        }

        console.Write(table);
        console.WriteLine("Caught first: before it got in, or without ever getting in. Let by: median of requests before it was caught.");
        var benign = report.Benign();
        var people = new Table().Border(TableBorder.Rounded).Title("Benign");
        people.AddColumn("Users").AddColumn("Touched").AddColumn("Challenged").AddColumn("Throttled").AddColumn("Revoked")
            .AddColumn("Requests").AddColumn("Requests touched");
        people.AddRow(
            Number(benign.Users), Number(benign.Touched), Number(benign.Challenged), Number(benign.Throttled), Number(benign.Revoked),
            Number(benign.Requests), Number(benign.RequestsTouched));
        console.Write(people);
        if (report.Unanswered > 0)
        {
            console.MarkupLine($"{Number(report.Unanswered)} requests got no answer.");
        }

        if (!whole)
        {
            console.MarkupLine("The run was stopped before its end.");
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
