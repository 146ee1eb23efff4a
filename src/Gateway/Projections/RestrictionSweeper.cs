using SecurityDecisioning.Engine.Restricting;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>Forgets restrictions that have run out, once a minute.</summary>
internal sealed class RestrictionSweeper(RestrictionIndex index, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                index.Sweep(time.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }
        catch (OperationCanceledException)
        {
            // The host is going down.
        }
    }
}
