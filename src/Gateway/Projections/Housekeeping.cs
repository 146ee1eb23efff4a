using SecurityDecisioning.Audit.Records;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Review.Cases;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>
/// Forgets what has run out: restrictions and snoozes in memory every minute; old decision records, long-expired restrictions
/// and long-closed cases every hour. The log keeps its own retention.
/// </summary>
internal sealed class Housekeeping(
    RestrictionIndex index,
    SnoozeIndex snoozes,
    IDecisionRecords records,
    IRestrictionLedger ledger,
    ICaseLedger cases,
    TimeProvider time,
    ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>How long a decision record is kept for people to look at.</summary>
    public static readonly TimeSpan DecisionsKept = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a restriction, a closed case or a snooze is kept after it ended: somebody may appeal, or ask a year later.
    /// </summary>
    public static readonly TimeSpan RestrictionsKept = TimeSpan.FromDays(400);

    private const int MinutesAnHour = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        for (var minute = 1; await TicksAsync(timer, stoppingToken); minute++)
        {
            // A restriction that ended must not hold its entity's features in memory any longer.
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            index.Sweep(now);
            snoozes.Sweep(now);
            if (minute % MinutesAnHour == 0)
            {
                await DeleteOldAsync(stoppingToken);
            }
        }
    }

    private static async Task<bool> TicksAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task DeleteOldAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            await records.DeleteBeforeAsync((now - DecisionsKept).ToUnixTimeMilliseconds(), stoppingToken);
            await ledger.DeleteExpiredBeforeAsync((now - RestrictionsKept).ToUnixTimeMilliseconds(), stoppingToken);
            await cases.DeleteBeforeAsync((now - RestrictionsKept).ToUnixTimeMilliseconds(), stoppingToken);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException)
        {
            // Nothing is lost by trying again in an hour; records that cannot be deleted can still be read.
            Log.DeletionFailed(logger, e);
        }
        catch (OperationCanceledException)
        {
            // The host is going down.
        }
    }
}
