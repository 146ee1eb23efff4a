using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Gateway.Startup;

/// <summary>
/// Brings memory back to where the last process left it, from the log and nothing else: features and sessions from the events,
/// standing restrictions from theirs. The same <see cref="FeatureStore.Apply(SecurityEvent)"/> as in serving.
/// </summary>
internal sealed class StateRecovery(
    IRecordLog log,
    LogDamage damage,
    FeatureStore features,
    SessionDirectory sessions,
    RestrictionIndex restrictions,
    ILogger<StateRecovery> logger)
{
    /// <summary>Offset of the restrictions topic up to which memory has been brought back.</summary>
    public long RestrictionOffset { get; private set; }

    public async Task RunAsync(long nowMs, CancellationToken cancellationToken)
    {
        var events = await ReplayEventsAsync(cancellationToken);
        RestrictionOffset = log.EndOffset(Topic.Restrictions);
        var standing = await ReplayRestrictionsAsync(nowMs, cancellationToken);
        Log.Recovered(logger, events, standing);
    }

    private async Task<long> ReplayEventsAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var record in log.ReadPastDamageAsync(Topic.Events, 0, follow: false, damage.Note, cancellationToken))
        {
            if (TryRead(record, Topic.Events, EventCodec.Read, out var securityEvent))
            {
                features.Apply(securityEvent!);
                sessions.Observe(securityEvent!);
                count++;
            }
        }

        return count;
    }

    private async Task<int> ReplayRestrictionsAsync(long nowMs, CancellationToken cancellationToken)
    {
        await foreach (var record in log.ReadPastDamageAsync(Topic.Restrictions, 0, follow: false, damage.Note, cancellationToken))
        {
            TryRead(record, Topic.Restrictions, RestrictionCodec.Read, out var change);
            var (issued, lifted) = change;
            if (issued is not null) features.Apply(issued);
            if (lifted is not null) features.Apply(lifted);
            if (issued is not null && issued.UntilMs > nowMs)
            {
                restrictions.Apply(issued);
            }
            else if (lifted is not null)
            {
                restrictions.Lift(lifted);
            }
        }

        restrictions.Sweep(nowMs);
        return restrictions.Count;
    }

    /// <summary>The log vouches for the bytes; a record that still does not read is said and must not keep the gateway down.</summary>
    private bool TryRead<T>(LogRecord record, Topic topic, RecordReader<T> read, out T? value)
    {
        try
        {
            value = read(record.Payload.Span);
            return true;
        }
        catch (RecordFormatException e)
        {
            Log.RecordUnreadable(logger, record.Offset, Topics.NameOf(topic), e.Message);
            value = default;
            return false;
        }
    }

    private delegate T RecordReader<out T>(ReadOnlySpan<byte> record);
}
