using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>The report, for a person or a program.</summary>
internal static class ReplayOutput
{
    private const int TopEntities = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string ToJson(ReplayReport report) => JsonSerializer.Serialize(
        new
        {
            complete = report.Complete,
            lines = report.Lines,
            decided = report.Events,
            notParsed = report.Bad,
            problems = report.Problems,
            logins = report.Logins,
            from = Time(report.FirstMs, report.Events),
            to = Time(report.LastMs, report.Events),
            enforced = ByAction(report.Enforced),
            shadow = ByAction(report.Shadow),
            threats = ThreatCatalog.All.Where(t => report.Threats[(int)t.Threat] > 0)
                .ToDictionary(t => t.Name, t => report.Threats[(int)t.Threat]),
            entities = report.Top(TopEntities).Select(e => new
            {
                entity = e.Key.ToString(), decisions = e.Value.Decisions, action = ActionKinds.NameOf(e.Value.Strongest),
                enforced = e.Value.Enforced, threat = ThreatCatalog.NameOf(e.Value.Threat), risk = e.Value.Risk,
                reason = e.Value.Reason,
            }),
            seconds = report.Elapsed.TotalSeconds,
            linesPerSecond = Math.Round(report.PerSecond),
        },
        Json);

    public static void Print(IAnsiConsole console, ReplayReport report)
    {
        PlainOutput.Prepare(console);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Lines:N0} lines, {report.Events:N0} decided, {report.Bad:N0} not parsed, {report.Logins:N0} logins, "
            + $"{report.Elapsed.TotalSeconds:0.00} s, {report.PerSecond:N0} lines/s"));
        foreach (var (line, reason) in report.Problems)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  line {line:N0}: {reason}"));
        }

        if (report.Events == 0)
        {
            return;
        }

        var actions = new Table().Border(TableBorder.Rounded).Title("Decisions").AddColumn("Action");
        actions.AddColumn(new TableColumn("Enforced").RightAligned()).AddColumn(new TableColumn("Were all live").RightAligned());
        foreach (var action in ActionKinds.All)
        {
            actions.AddRow(ActionKinds.NameOf(action), Number(report.Enforced[(int)action]), Number(report.Shadow[(int)action]));
        }

        console.Write(actions);
        var threats = new Table().Border(TableBorder.Rounded).Title("Threats").AddColumn("Threat");
        threats.AddColumn(new TableColumn("Requests").RightAligned());
        foreach (var threat in ThreatCatalog.All.Where(t => report.Threats[(int)t.Threat] > 0))
        {
            threats.AddRow(threat.Title, Number(report.Threats[(int)threat.Threat]));
        }

        console.Write(threats);
        var entities = new Table().Border(TableBorder.Rounded).Title("Who").AddColumn("Entity");
        entities.AddColumn(new TableColumn("Requests").RightAligned()).AddColumn("Action").AddColumn("Mode").AddColumn("Threat")
            .AddColumn("Why");
        foreach (var (entity, tally) in report.Top(TopEntities))
        {
            entities.AddRow(
                Markup.Escape(entity.ToString()), Number(tally.Decisions), ActionKinds.NameOf(tally.Strongest),
                tally.Enforced ? "enforced" : "shadow", ThreatCatalog.Get(tally.Threat).Title, Markup.Escape(tally.Reason));
        }

        console.Write(entities);
    }

    private static Dictionary<string, long> ByAction(long[] counts) =>
        ActionKinds.All.ToDictionary(ActionKinds.NameOf, a => counts[(int)a]);

    private static DateTimeOffset? Time(long timeMs, long events) =>
        events == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(timeMs);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
