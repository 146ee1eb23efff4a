using Microsoft.Data.Sqlite;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Cli.Inspecting;

/// <summary>One decision out of the records, whole. Works beside a running gateway.</summary>
internal static class RecordedDecision
{
    private const string Database = "records.db";

    /// <exception cref="InspectionException">There is no such record, or none can be read; the message says what to do.</exception>
    public static async Task<Decision> FindAsync(string dataFolder, string id, CancellationToken cancellationToken)
    {
        if (!EventId.TryParse(id, out var eventId))
        {
            throw new InspectionException(
                $"`{id}` is no decision id; it has {EventId.TextLength} letters and digits, as the X-Decision-Id header shows it");
        }

        // Opening makes a missing file, and a reader must not leave an empty database behind.
        var file = Path.Combine(dataFolder, Database);
        if (!File.Exists(file))
        {
            throw new InspectionException($"there are no records in {dataFolder}; name the gateway's data folder with --data");
        }

        try
        {
            await using var database = SqliteDatabase.Open(file);
            var record = await new SqliteDecisionRecords(database).FindAsync(eventId, cancellationToken);
            return record is null
                ? throw new InspectionException($"decision {eventId} is not in {file}")
                : DecisionCodec.Read(record.Encoded.Span);
        }
        catch (Exception e) when (e is SqliteException or RecordFormatException)
        {
            throw new InspectionException($"{file} cannot be read: {e.Message}", e);
        }
    }
}
