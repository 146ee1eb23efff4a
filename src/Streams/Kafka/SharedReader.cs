using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>Reads one topic of the cluster from a cursor's offsets, in a client of its own, and drops what was sent twice.</summary>
internal sealed class SharedReader(
    KafkaClients clients,
    string name,
    Topic topic,
    LogCursor cursor,
    RecordSeal? seal,
    RefusedRecords refused,
    StreamsMetrics metrics,
    ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private readonly Dictionary<int, long> _ends = [];
    private readonly ReaderLag _lag = new();
    private int _known;

    public async IAsyncEnumerable<SharedRecord> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var consumer = clients.Consumer();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        using var waiting = new ReaderThread(() => Take(consumer, Pause), $"sd reads {name}");
        await Task.Run(() => AssignAsync(consumer, admin, cancellationToken), cancellationToken);
        await using var watch = new EndsWatch(admin, name, _lag);
        using var told = metrics.Watch(topic, _lag);
        var looked = TimeProvider.System.GetTimestamp();
        while (follow || _ends.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (follow && TimeProvider.System.GetElapsedTime(looked) > LookAgain)
            {
                looked = TimeProvider.System.GetTimestamp();
                await Task.Run(() => TryAssignNew(consumer, admin), cancellationToken);
            }

            var result = Take(consumer, TimeSpan.Zero) ?? await waiting.TakeAsync();
            if (result is null)
            {
                continue;
            }

            if (result.IsPartitionEOF)
            {
                _lag.Ends(result.Partition.Value, result.Offset.Value);
                Passed(result.Partition.Value, result.Offset.Value);
                continue;
            }

            if (TryTake(result, out var record))
            {
                yield return record;
            }

            _lag.Read(result.Partition.Value, result.Offset.Value + 1);
            Passed(result.Partition.Value, result.Offset.Value + 1);
        }
    }

    /// <summary>A client that cannot reach its broker says so and goes on trying by itself.</summary>
    private static ConsumeResult<byte[], byte[]>? Take(IConsumer<byte[], byte[]> consumer, TimeSpan patience)
    {
        try
        {
            return consumer.Consume(patience);
        }
        catch (ConsumeException failure) when (!failure.Error.IsFatal)
        {
            return null;
        }
    }

    private bool TryTake(ConsumeResult<byte[], byte[]> result, out SharedRecord record)
    {
        record = default;
        var message = result.Message;
        if (!message.Headers.TryGetLastBytes(RecordHeader.Name, out var bytes)
            || !RecordHeader.TryRead(bytes, out var header)
            || !KeyBytes.TryRead(message.Key, out var key))
        {
            return Refuse(result, "unknown");
        }

        if (seal is not null && header.KeyId != seal.KeyId)
        {
            if (refused.AddOtherKey())
            {
                Log.OtherKey(logger, name, header.KeyId, seal.KeyId);
            }

            return Refuse(result, "other_key");
        }

        if (seal is not null && !RecordHeader.IsSealed(bytes, seal, name, message.Key, message.Value))
        {
            if (refused.AddBadSeal())
            {
                Log.BadSeal(logger, name);
            }

            return Refuse(result, "bad_seal");
        }

        record = new SharedRecord(
            result.Partition.Value, result.Offset.Value, header.Origin, header.Sequence, header.TimeMs, key, message.Value ?? []);
        if (cursor.TryAdvance(record))
        {
            return true;
        }

        metrics.Duplicate(topic);
        return false;
    }

    private bool Refuse(ConsumeResult<byte[], byte[]> result, string why)
    {
        metrics.Foreign(topic, why);
        cursor.SkipTo(result.Partition.Value, result.Offset.Value + 1);
        return false;
    }

    private void Passed(int partition, long next)
    {
        if (_ends.TryGetValue(partition, out var end) && next >= end)
        {
            _ends.Remove(partition);
        }
    }

    private async Task AssignAsync(IConsumer<byte[], byte[]> consumer, IAdminClient admin, CancellationToken cancellationToken)
    {
        while (!TryAssignNew(consumer, admin))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Takes up partitions not yet read; false where the cluster does not answer.</summary>
    private bool TryAssignNew(IConsumer<byte[], byte[]> consumer, IAdminClient admin)
    {
        try
        {
            var found = admin.GetMetadata(name, Patience).Topics.Find(t => t.Topic == name);
            if (found is null || found.Error.IsError || found.Partitions.Count == 0)
            {
                return false;
            }

            for (var partition = _known; partition < found.Partitions.Count; partition++)
            {
                Assign(consumer, new TopicPartition(name, partition));
                _known = partition + 1;
            }

            return true;
        }
        catch (KafkaException failure) when (!failure.Error.IsFatal)
        {
            return false;
        }
    }

    private void Assign(IConsumer<byte[], byte[]> consumer, TopicPartition partition)
    {
        var kept = consumer.QueryWatermarkOffsets(partition, Patience);
        var next = cursor.NextOffset(partition.Partition.Value);
        if (next > kept.High.Value)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partition),
                $"offset {next} is past the end ({kept.High}) of {name} [{partition.Partition.Value}]: it was not taken from this "
                    + "cluster, or the cluster has lost records. Start without the snapshot that has it");
        }

        if (next < kept.Low.Value)
        {
            cursor.SkipTo(partition.Partition.Value, next = kept.Low.Value);
        }

        if (kept.High.Value > next)
        {
            _ends[partition.Partition.Value] = kept.High.Value;
        }

        _lag.Begin(partition.Partition.Value, next, kept.High.Value);
        consumer.IncrementalAssign([new TopicPartitionOffset(partition, next)]);
    }
}
