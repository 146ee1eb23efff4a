using System.CommandLine;
using System.Text.Json;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Local;

namespace SecurityDecisioning.Cli.Commands;

/// <summary><c>sd log verify</c>: checks every record of the event log. Changes nothing; works beside a running gateway.</summary>
internal static class LogCommand
{
    public static Command Create() => new("log", "Look after the event log.") { CreateVerify() };

    private static Command CreateVerify()
    {
        var data = DecisionCommand.Data();
        var json = DecisionCommand.Json();
        var command = new Command("verify", "Check every record of the event log; exit code 1 where one is damaged.") { data, json };
        command.SetAction(parsed =>
        {
            var folder = Path.Combine(DecisionCommand.Folder(parsed.GetValue(data), "data"), "log");
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                SegmentVerdict[] verdicts = [.. LogVerification.Verify(folder)];
                Report(verdicts, parsed.GetValue(json), output);
                return Array.Exists(verdicts, v => v.Damage is not null) ? 1 : 0;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"the log cannot be checked: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Report(SegmentVerdict[] verdicts, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                intact = Array.TrueForAll(verdicts, v => v.Damage is null),
                records = verdicts.Sum(v => v.Records),
                bytes = verdicts.Sum(v => v.Bytes),
                segments = verdicts.Select(v => new
                {
                    topic = Topics.NameOf(v.Topic),
                    file = v.Path,
                    first_offset = v.FirstOffset,
                    records = v.Records,
                    bytes = v.Bytes,
                    torn_bytes = v.TornBytes,
                    damage = v.Damage,
                }),
            }));
            return;
        }

        foreach (var topic in verdicts.GroupBy(v => v.Topic))
        {
            var torn = topic.Sum(v => v.TornBytes);
            output.WriteLine($"{Topics.NameOf(topic.Key),-14}{topic.Sum(v => v.Records),12:N0} records in {topic.Count()} segment(s)"
                + (torn > 0 ? $", {torn} bytes unfinished at the end (being written, or cut at the next start)" : ""));
        }

        foreach (var verdict in verdicts.Where(v => v.Damage is not null))
        {
            output.WriteLine(verdict.Damage);
        }

        output.WriteLine(Array.TrueForAll(verdicts, v => v.Damage is null) ? "The log is intact." : "The log is damaged.");
    }
}
