using System.Globalization;
using Dapper;
using SecurityDecisioning.Audit.Postgres;

namespace SecurityDecisioning.Benchmarks.Recording;

/// <summary>Processor time of the server's processes that serve a database, where they are on this machine.</summary>
internal static class BackendTime
{
    /// <summary>What <c>/proc</c> counts in: USER_HZ, which is 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private const int UserTime = 13;

    public static async Task<TimeSpan> OfAsync(PostgresDatabase database)
    {
        await using var connection = await database.ReadAsync();
        var processes = await connection.QueryAsync<int>("SELECT pid FROM pg_stat_activity WHERE datname = current_database()");
        return TimeSpan.FromSeconds(processes.Sum(Ticks) / TicksPerSecond);
    }

    private static long Ticks(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(' ');

            // A server's process has blanks in its name ("(postgres)" has none): count from behind it.
            var behind = Array.FindIndex(fields, f => f.EndsWith(')')) - 1;
            return fields.Skip(behind + UserTime).Take(2).Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
