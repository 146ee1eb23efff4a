using System.Diagnostics;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Benchmarks.Deciding;
using SecurityDecisioning.Benchmarks.Machine;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>
/// Decisions of simulated traffic into records, beside the same rows into a bare table; in turns, in one run, each turn into a
/// new file. Processor time is that of the whole process.
/// </summary>
internal static class RecordsBenchmark
{
    public const int LargeBatch = 4_096;
    public const int SmallBatch = 256;

    public static async Task<RecordsFigures> RunAsync(string root, int decisions, int rounds)
    {
        var records = Encoded(root, decisions);
        var folder = Directory.CreateTempSubdirectory("sd-bench-").FullName;
        try
        {
            var turns = new List<RecordsTurn>();
            for (var i = 0; i <= rounds; i++)
            {
                foreach (var batch in new[] { LargeBatch, SmallBatch })
                {
                    var bare = await BareAsync(folder, records, batch);
                    var taken = await TakenAsync(folder, records, batch);
                    if (i > 0)
                    {
                        turns.Add(new RecordsTurn(batch, bare, taken));
                    }
                }
            }

            var search = await SearchAsync(folder, records);
            return new RecordsFigures(records.Length, records.Average(r => r.Length), DecodingUs(records), turns, search);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Decisions of simulated traffic as the log has them.</summary>
    public static byte[][] Encoded(string root, int decisions) =>
        [.. EncodedDecisions.Of(root, decisions).Select(d => d.Record.ToArray())];

    /// <summary>As the projection reads them.</summary>
    public static IEnumerable<DecisionRecord[]> Batches(byte[][] records, int size)
    {
        var (scratch, texts) = (new Decision(), new TextCache());
        foreach (var chunk in records.Chunk(size))
        {
            yield return Array.ConvertAll(chunk, record =>
            {
                DecisionCodec.ReadSummary(record, scratch, texts);
                return DecisionRecord.Of(scratch, record);
            });
        }
    }

    private static double DecodingUs(byte[][] records)
    {
        var started = Processor();
        var batches = Batches(records, LargeBatch).Sum(b => b.Length);
        return (Processor() - started).TotalMicroseconds / batches;
    }

    private static Task<RecordsCost> BareAsync(string folder, byte[][] records, int batch) => MeasuredAsync(
        folder, records, batch, database =>
        {
            BareTable.Create(database);
            return (rows, _) => BareTable.AppendAsync(database, rows);
        });

    private static Task<RecordsCost> TakenAsync(string folder, byte[][] records, int batch) => MeasuredAsync(
        folder, records, batch, database =>
        {
            var store = new SqliteDecisionRecords(database);
            return (rows, offset) => store.AppendAsync(rows, offset);
        });

    /// <summary>Only the appending is timed; records are read beforehand, batch by batch.</summary>
    private static async Task<RecordsCost> MeasuredAsync(
        string folder, byte[][] records, int size, Func<SqliteDatabase, Func<DecisionRecord[], long, Task>> open)
    {
        var file = Path.Combine(folder, $"{EventId.New(0)}.db");
        var (clock, processor, rows) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        await using (var database = SqliteDatabase.Open(file))
        {
            var append = open(database);
            GC.Collect();
            foreach (var batch in Batches(records, size))
            {
                var (used, started) = (Processor(), Stopwatch.GetTimestamp());
                await append(batch, rows += batch.Length);
                clock += Stopwatch.GetElapsedTime(started);
                processor += Processor() - used;
            }
        }

        var bytes = new FileInfo(file).Length;
        File.Delete(file);
        return new RecordsCost(rows / clock.TotalSeconds, processor.TotalMicroseconds / rows, bytes / rows);
    }

    private static async Task<double> SearchAsync(string folder, byte[][] records)
    {
        await using var database = SqliteDatabase.Open(Path.Combine(folder, "search.db"));
        var store = new SqliteDecisionRecords(database);
        var rows = 0L;
        foreach (var batch in Batches(records, SmallBatch))
        {
            await store.AppendAsync(batch, rows += batch.Length);
        }

        return await SearchAsync(store, records);
    }

    /// <summary>Median milliseconds of a page of 50 of one entity, over entities of random decisions.</summary>
    /// <param name="store">Holds the records.</param>
    /// <param name="records">Decisions as the log has them.</param>
    public static async Task<double> SearchAsync(IDecisionRecords store, byte[][] records)
    {
        var (entities, random) = (new List<EntityKey>(), new Random(1));
        foreach (var batch in Batches(records, SmallBatch))
        {
            var one = batch[random.Next(batch.Length)].Summary;
            entities.Add(random.Next(2) == 0 ? EntityKey.OfIp(one.Ip) : EntityKey.Of(EntityKind.Session, one.Session));
        }

        var times = new List<double>();
        foreach (var entity in entities.Where(e => !e.IsNone))
        {
            var started = Stopwatch.GetTimestamp();
            await store.QueryAsync(new DecisionQuery { Entity = entity });
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Percentiles.Median([.. times]);
    }

    private static TimeSpan Processor() => Environment.CpuUsage.TotalTime;
}
