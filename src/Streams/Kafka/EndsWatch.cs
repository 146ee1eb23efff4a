using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Asks the cluster again and again where the partitions of a topic end, beside the reader: a reader that stands still, or whose
/// broker does not answer, cannot tell how much waits for it.
/// </summary>
internal sealed class EndsWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IAdminClient _admin;
    private readonly string _topic;
    private readonly ReaderLag _lag;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    public EndsWatch(IAdminClient admin, string topic, ReaderLag lag)
    {
        _admin = admin;
        _topic = topic;
        _lag = lag;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>After this the client is asked nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        var patience = new ListOffsetsOptions { RequestTimeout = Patience, IsolationLevel = IsolationLevel.ReadCommitted };
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(Every, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var asked = _lag.Partitions.Select(End).ToArray();
            if (asked.Length == 0 || _stopping.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                var told = await _admin.ListOffsetsAsync(asked, patience).WaitAsync(_stopping.Token);
                var ends = told.ResultInfos.Select(static r => r.TopicPartitionOffsetError).Where(IsTold).ToList();
                foreach (var end in ends)
                {
                    _lag.Ends(end.Partition.Value, end.Offset.Value);
                }

                if (ends.Count == asked.Length)
                {
                    _lag.Told();
                }
            }
            catch (Exception e) when (e is KafkaException or OperationCanceledException)
            {
                // Not told: the age of what is known says so.
            }
        }
    }

    /// <summary>A partition whose broker is away comes without an end, and no exception says so where none of them has one.</summary>
    private static bool IsTold(TopicPartitionOffsetError end) => !end.Error.IsError && end.Offset.Value >= 0;

    private TopicPartitionOffsetSpec End(int partition) => new()
    {
        TopicPartition = new TopicPartition(_topic, partition), OffsetSpec = OffsetSpec.Latest(),
    };
}
