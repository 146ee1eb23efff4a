using System.Data.Common;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>
/// Judges policies and versions every second by what has been counted since, and keeps the counts on disk. Starts and stops what
/// counts, too.
/// </summary>
internal sealed class PolicyGuards(
    IRecordLog log,
    GuardBook book,
    DecisionGuardProjection decisions,
    VerdictGuardProjection verdicts,
    BudgetGuard budget,
    CanaryGuard canary,
    GuardCases cases,
    TimeProvider time,
    ILogger<PolicyGuards> logger) : BackgroundService
{
    private const int SecondsBetweenSaves = 30;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var (decisionsEnd, verdictsEnd) = (log.EndOffset(Topic.Decisions), log.EndOffset(Topic.Verdicts));
        if (!book.Load(decisionsEnd, verdictsEnd) && decisionsEnd + verdictsEnd > 0)
        {
            Log.GuardCountsLost(logger);
        }

        await decisions.StartAsync(cancellationToken);
        await verdicts.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await decisions.StopAsync(cancellationToken);
        await verdicts.StopAsync(cancellationToken);
        Save();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Second, time);
        try
        {
            for (var second = 1; await timer.WaitForNextTickAsync(stoppingToken); second++)
            {
                await JudgeAsync(stoppingToken);
                if (second % SecondsBetweenSaves == 0)
                {
                    Save();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not judged is judged after the next start.
        }
    }

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await cases.RetryAsync(cancellationToken);
            await budget.JudgeAsync(cancellationToken);
            await canary.JudgeAsync(cancellationToken);
        }
        catch (Exception e) when (e is LogUnavailableException or DbException or IOException)
        {
            Log.GuardFailed(logger, e);
        }
    }

    private void Save()
    {
        try
        {
            book.Save();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file before stays, and the log has what came after it.
            Log.GuardFailed(logger, e);
        }
    }
}
