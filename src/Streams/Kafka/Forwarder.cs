using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Carries a lane's topics of the local log to the cluster, each in order, from where the cluster last confirmed. While the
/// cluster is away records wait on the disk; memory holds no more than the window. After a refusal everything unconfirmed of the
/// lane is sent again from the disk: readers know a record by its origin and sequence.
/// </summary>
internal sealed class Forwarder(
    SendingLane lane,
    IRecordLog local,
    KafkaClients clients,
    KafkaLogOptions options,
    SharedEnds ends,
    RecordSeal? seal,
    StreamsMetrics metrics,
    ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(5);

    private volatile string? _problem;
    private long _brokeAt;
    private long _confirmedAt;
    private long _dropped;

    /// <summary>When the cluster last took something of this lane; 0 for never.</summary>
    public long ConfirmedAt => Interlocked.Read(ref _confirmedAt);

    private bool HasUnsent => lane.Topics.Any(topic => local.EndOffset(topic) > ends.Sent(topic));

    /// <summary>Offsets that could not be sent because the disk has lost what stood there.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>
    /// Why the cluster takes nothing of this lane at present; null where it does. A lane with nothing to send hears of no success
    /// of its own, so it takes another lane's for one: <paramref name="confirmedAt"/> is when any of them last had one.
    /// </summary>
    public string? ProblemAfter(long confirmedAt) =>
        HasUnsent || confirmedAt <= Interlocked.Read(ref _brokeAt) ? _problem : null;

    private long Sent => lane.Topics.Sum(ends.Sent);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            var sentBefore = Sent;
            try
            {
                await SendAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Fault(failure.Message);
                pause = Sent > sentBefore ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                Log.SendingBroke(logger, failure.Message, pause);
                await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One client's life: until it is stopped, or a record is refused.</summary>
    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var windows = lane.Topics.Select(topic => new AckWindow(options.InFlight, end => Confirmed(topic, end))).ToArray();
        var producer = clients.Producer(lane, error => OnError(error, windows));
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var sending = lane.Topics.Select((topic, i) => SendTopicAsync(topic, producer, windows[i], round.Token)).ToArray();
            var first = await Task.WhenAny(sending);
            await round.CancelAsync();
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                await Task.Run(() => producer.Flush(options.CloseTimeout), CancellationToken.None);
            }

            await first;
        }
        finally
        {
            metrics.Resent(windows.Sum(static w => w.Count));
            await Task.Run(producer.Dispose, CancellationToken.None);
        }
    }

    private async Task SendTopicAsync(
        Topic topic, IProducer<byte[], byte[]> producer, AckWindow window, CancellationToken cancellationToken)
    {
        var name = options.NameOf(topic);
        var next = ends.Sent(topic);
        var records = local.ReadPastDamageAsync(
            topic, next, follow: true, damage => SkipAsync(topic, next, damage, window, cancellationToken), cancellationToken);
        await foreach (var record in records)
        {
            var sequence = record.Offset;
            next = sequence + 1;
            if (!await window.EnterAsync(sequence, cancellationToken))
            {
                break;
            }

            var message = MessageOf(record, name);
            while (!TryProduce(producer, name, message, window, sequence))
            {
                await Task.Delay(QueueFullPause, cancellationToken);
            }
        }

        throw new KafkaException(new Error(ErrorCode.Local_Fail, window.Failure ?? "sending ended"));
    }

    /// <summary>What the disk has lost cannot be sent: offsets that may have been used are counted, and what follows is sent.</summary>
    private async ValueTask SkipAsync(
        Topic topic, long next, LogCorruptException damage, AckWindow window, CancellationToken cancellationToken)
    {
        var last = damage.ResumeAt!.Value - 1;
        if (await window.EnterAsync(last, cancellationToken))
        {
            Interlocked.Add(ref _dropped, damage.ResumeAt.Value - next);
            metrics.Dropped(topic, damage.ResumeAt.Value - next);
            Log.UnsentDamaged(logger, damage.Message, damage.ResumeAt.Value);
            window.Confirm(last);
        }
    }

    private Message<byte[], byte[]> MessageOf(LogRecord record, string topic)
    {
        var (key, payload) = (KeyBytes.Of(record.Key), record.Payload.ToArray());
        var header = new RecordHeader(local.Origin, record.Offset, record.TimeMs);
        var bytes = seal is null ? header.ToBytes() : header.ToBytes(seal, topic, key, payload);
        return new Message<byte[], byte[]> { Key = key, Value = payload, Headers = [new Header(RecordHeader.Name, bytes)] };
    }

    private bool TryProduce(
        IProducer<byte[], byte[]> producer, string topic, Message<byte[], byte[]> message, AckWindow window, long sequence)
    {
        try
        {
            producer.Produce(topic, message, report => OnReport(report.Error, window, sequence));
            return true;
        }
        catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    private void OnReport(Error error, AckWindow window, long sequence)
    {
        if (error.IsError)
        {
            window.Fail($"{error.Code}: {error.Reason}");
            return;
        }

        _problem = null;
        Interlocked.Exchange(ref _confirmedAt, Stopwatch.GetTimestamp());
        window.Confirm(sequence);
    }

    private void OnError(Error error, AckWindow[] windows)
    {
        Fault($"{error.Code}: {error.Reason}");
        if (error.IsFatal)
        {
            foreach (var window in windows)
            {
                window.Fail(error.Reason);
            }
        }
    }

    private void Fault(string problem)
    {
        if (_problem is null)
        {
            Log.ClusterAway(logger, problem);
        }

        Interlocked.Exchange(ref _brokeAt, Stopwatch.GetTimestamp());
        _problem = problem;
    }

    private void Confirmed(Topic topic, long end)
    {
        var before = ends.Sent(topic);
        if (end > before)
        {
            ends.Advance(topic, end);
            metrics.Shared(topic, end - before);
        }
    }
}
