using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Sinks;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;
using SecurityDecisioning.Review.Snoozes;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>What people look at, and the projections that fill it from the log.</summary>
internal static class RecordRegistrations
{
    private const string Database = "records.db";

    public static IServiceCollection AddRecords(
        this IServiceCollection services, IConfiguration configuration, GatewaySettings settings)
    {
        var records = RecordSettings.Read(configuration);
        if (records.IsPostgres)
        {
            services.AddPostgres(records.Connection([]));
        }
        else
        {
            services.AddSqlite(Path.Combine(settings.DataFolder, Database));
        }

        services.AddSingleton<IRestrictionPublisher, LogRestrictionPublisher>();
        services.AddSingleton<RestrictionDesk>();
        services.AddSingleton<ICasePublisher, LogCasePublisher>();
        services.AddSingleton<CaseDesk>().AddSingleton<SnoozeDesk>();
        services.AddSingleton<DecisionProjection>().AddSingleton<RestrictionProjection>().AddSingleton<ReviewProjection>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<DecisionProjection>());
        services.AddSingleton<IProjection>(s => s.GetRequiredService<RestrictionProjection>());
        services.AddSingleton<IProjection>(s => s.GetRequiredService<ReviewProjection>());
        return services;
    }

    private static void AddSqlite(this IServiceCollection services, string file)
    {
        services.AddSingleton(s => SqliteDatabase.Open(file, s.GetRequiredService<ILogger<SqliteDatabase>>()));
        services.AddSingleton<IDecisionRecords>(s => new SqliteDecisionRecords(s.GetRequiredService<SqliteDatabase>()));
        services.AddSingleton<IRestrictionLedger>(s => new SqliteRestrictionLedger(
            s.GetRequiredService<SqliteDatabase>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICaseLedger>(s => new SqliteCaseLedger(
            s.GetRequiredService<SqliteDatabase>(), s.GetRequiredService<TimeProvider>()));
    }

    private static void AddPostgres(this IServiceCollection services, string connection)
    {
        services.AddSingleton(s => new PostgresDatabase(connection, s.GetRequiredService<ILogger<PostgresDatabase>>()));
        services.AddSingleton<IDecisionRecords>(
            s => new PostgresDecisionRecords(s.GetRequiredService<PostgresDatabase>(), Source(s)));
        services.AddSingleton<IRestrictionLedger>(s => new PostgresRestrictionLedger(
            s.GetRequiredService<PostgresDatabase>(), Source(s), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICaseLedger>(s => new PostgresCaseLedger(
            s.GetRequiredService<PostgresDatabase>(), Source(s), s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Offsets are those of this gateway's own log, and mean nothing in another one.</summary>
    private static string Source(IServiceProvider services) =>
        services.GetRequiredService<IRecordLog>().Origin.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
