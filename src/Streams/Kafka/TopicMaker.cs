using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Makes the topics that are missing, so that the cluster's defaults (one partition, one copy) are not what records end up in.
/// Waits for a cluster that is away; one that answers and does not make them within a few tries is left to whoever keeps it.
/// </summary>
internal static class TopicMaker
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task MakeAsync(KafkaClients clients, ILogger logger, CancellationToken cancellationToken)
    {
        using var admin = clients.Admin();
        for (var tried = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await Task.Run(() => Missing(admin, clients), cancellationToken) is not { } missing)
            {
                await Task.Delay(Pause, cancellationToken);
                continue;
            }

            if (missing.Length == 0)
            {
                return;
            }

            try
            {
                var patience = new CreateTopicsOptions { RequestTimeout = Patience };
                await admin.CreateTopicsAsync(missing, patience).WaitAsync(cancellationToken);
                return;
            }
            catch (KafkaException failure)
            {
                // Another gateway may be making them at this moment: look again before saying anything.
                if (++tried == Tries || failure.Error.Code == ErrorCode.Local_UnsupportedFeature)
                {
                    Log.TopicsNotMade(logger, failure.Message);
                    return;
                }
            }
        }
    }

    /// <summary>Null where the cluster does not answer.</summary>
    private static TopicSpecification[]? Missing(IAdminClient admin, KafkaClients clients)
    {
        try
        {
            var there = admin.GetMetadata(Patience).Topics.Select(static t => t.Topic).ToHashSet(StringComparer.Ordinal);
            return [.. Topics.All.Select(clients.Specification).Where(topic => !there.Contains(topic.Name))];
        }
        catch (KafkaException)
        {
            return null;
        }
    }
}
