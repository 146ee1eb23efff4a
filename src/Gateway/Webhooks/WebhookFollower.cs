using System.Globalization;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Projections;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Webhooks;

/// <summary>
/// A topic of the log to one receiver. The log is the queue: what a receiver does not take waits on the disk, across restarts, as
/// long as records are kept, and no request waits for it. At least once; a receiver tells a repetition by its id.
/// </summary>
internal abstract class WebhookFollower(
    WebhookSender sender, IRecordLog log, LogDamage damage, string offsetFile, ILogger logger) : TopicProjection(log, damage, logger)
{
    private const int AtOnce = 8;

    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(100);

    /// <summary>A new receiver begins with what comes from now on.</summary>
    protected override Task<long> StartOffsetAsync(CancellationToken cancellationToken)
    {
        var known = File.Exists(offsetFile)
            && long.TryParse(File.ReadAllText(offsetFile), NumberStyles.None, CultureInfo.InvariantCulture, out var stored)
                ? stored
                : -1;
        if (known < 0)
        {
            known = EndOffset;
            Store(known);
        }

        return Task.FromResult(known);
    }

    /// <summary>What the receiver is told of what was added.</summary>
    protected abstract Task<IReadOnlyList<WebhookMessage>> MessagesAsync(CancellationToken cancellationToken);

    protected override async Task TakeAsync(long nextOffset, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            await MessagesAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (message, token) => await sender.DeliverAsync(message, token));
        Store(nextOffset);
        Forget();
    }

    private void Store(long offset)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(offsetFile)!);
        var next = offsetFile + ".next";
        File.WriteAllText(next, offset.ToString(CultureInfo.InvariantCulture));
        File.Move(next, offsetFile, overwrite: true);
    }
}
