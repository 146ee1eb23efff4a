using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Audit.Sqlite;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Sinks;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Hosting;

/// <summary>What people look at, and the projections that fill it from the log.</summary>
internal static class RecordRegistrations
{
    private const string Database = "records.db";

    public static IServiceCollection AddRecords(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddSingleton(s => SqliteDatabase.Open(
            Path.Combine(settings.DataFolder, Database), s.GetRequiredService<ILogger<SqliteDatabase>>()));
        services.AddSingleton<IDecisionRecords>(s => new SqliteDecisionRecords(s.GetRequiredService<SqliteDatabase>()));
        services.AddSingleton(s => new RestrictionLedger(
            s.GetRequiredService<SqliteDatabase>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRestrictionPublisher, LogRestrictionPublisher>();
        services.AddSingleton<RestrictionDesk>();
        services.AddSingleton<DecisionProjection>().AddSingleton<RestrictionProjection>().AddSingleton<Housekeeping>();
        services.AddSingleton<IProjection>(s => s.GetRequiredService<DecisionProjection>());
        services.AddSingleton<IProjection>(s => s.GetRequiredService<RestrictionProjection>());
        return services;
    }
}
