using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Gateway.Peers;
using SecurityDecisioning.Gateway.Settings;
using SecurityDecisioning.Gateway.Snapshots;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Gateway.Startup;

/// <summary>
/// Brings memory back to where the last process left it: the newest snapshot that can be used, then the log from its offsets on,
/// or the whole log where there is none. The same <see cref="FeatureStore.Apply(SecurityEvent)"/> as in serving.
/// </summary>
internal sealed class StateRecovery(
    IRecordLog log,
    LogDamage damage,
    FeatureStore features,
    SessionDirectory sessions,
    RestrictionIndex restrictions,
    SnoozeIndex snoozes,
    SnapshotFolder snapshots,
    SnapshotState state,
    PeerCursors peers,
    GatewaySettings settings,
    ILogger<StateRecovery> logger)
{
    public async Task RunAsync(long nowMs, CancellationToken cancellationToken)
    {
        var (events, standing, verdicts) = Load();
        state.ReplayedEvents = await ReplayEventsAsync(events, cancellationToken);
        var count = await ReplayRestrictionsAsync(standing, nowMs, cancellationToken);
        await ReplayReviewsAsync(verdicts, nowMs, cancellationToken);
        if (log.Status().Sharing is null)
        {
            // Else a snapshot may know of peers' records as well, and those come from the cluster: PeerLink ends it.
            features.EndReplay();
        }

        Log.Recovered(logger, state.ReplayedEvents, count);
    }

    /// <summary>Where the log goes on after the newest snapshot that can be used; its beginning where there is none.</summary>
    private (long Events, long Restrictions, long Verdicts) Load()
    {
        foreach (var file in snapshots.NewestFirst())
        {
            if (TryUse(() => Load(file)) is { } own)
            {
                return own;
            }
        }

        if (settings.JoinFrom is { } from && TryUse(() => Join(from)) is { } joined)
        {
            return joined;
        }

        return (0, 0, 0);
    }

    private (long Events, long Restrictions, long Verdicts)? TryUse(Func<(long Events, long Restrictions, long Verdicts)> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException)
        {
            Log.SnapshotRefused(logger, e.Message);
            state.Refused(e.Message);
            return null;
        }
    }

    private (long Events, long Restrictions, long Verdicts) Load(string file)
    {
        var contents = SnapshotSections.Read(file, features);
        var events = OffsetIn(file, contents, Topic.Events);
        var standing = OffsetIn(file, contents, Topic.Restrictions);
        var verdicts = OffsetIn(file, contents, Topic.Verdicts);
        TakeOn(contents, contents.Shared);
        state.LoadedFrom = file;
        Log.SnapshotLoaded(logger, Path.GetFileName(file), features.Status().Entities, events);
        return (events, standing, verdicts);
    }

    /// <summary>
    /// Begins where a peer was. Only with an empty log: whether records of our own are in a peer's state cannot be told from
    /// their numbers in our log.
    /// </summary>
    private (long Events, long Restrictions, long Verdicts) Join(string from)
    {
        if (log.EndOffset(Topic.Events) > 0 || log.EndOffset(Topic.Restrictions) > 0 || log.EndOffset(Topic.Verdicts) > 0)
        {
            throw new SnapshotException($"{from}: only a gateway without a log of its own can join from a peer's snapshot");
        }

        var file = snapshots.Fetch(from);
        try
        {
            var contents = SnapshotSections.Read(file, features);
            if (contents.Shared is not { } shared)
            {
                features.Clear();
                throw new SnapshotException($"{from}: it was not written by a gateway that shares its log");
            }

            HeldOrigin Own(Topic topic) => new(topic, shared.Origin, contents.Header.Find(Topics.NameOf(topic)) ?? 0);
            TakeOn(contents, shared with { Held = [.. shared.Held, Own(Topic.Events), Own(Topic.Restrictions), Own(Topic.Verdicts)] });
            state.LoadedFrom = from;
            state.JoinedFrom = shared.Origin;
            Log.Joined(logger, shared.Origin, features.Status().Entities, shared.Events.Passed);
            return (0, 0, 0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private void TakeOn(SnapshotContents contents, SharedPosition? shared)
    {
        sessions.Restore(contents.Sessions);
        restrictions.Restore(contents.Restrictions, contents.Lifted);
        if (shared is not null)
        {
            peers.Start(shared);
        }
    }

    private long OffsetIn(string file, SnapshotContents contents, Topic topic)
    {
        // Releases that kept no verdicts say nothing of their topic, which was empty then.
        var name = Topics.NameOf(topic);
        var (offset, end) = (
            topic == Topic.Verdicts ? contents.Header.Find(name) ?? 0 : contents.Header.OffsetOf(name), log.EndOffset(topic));
        if (offset >= 0 && offset <= end && (contents.Shared is null || contents.Shared.Origin == log.Origin))
        {
            return offset;
        }

        features.Clear();
        throw new SnapshotException(
            $"{file}: it goes on at offset {offset} of topic {Topics.NameOf(topic)}, and this log ends at {end}: it belongs to another");
    }

    private async Task<long> ReplayEventsAsync(long from, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var record in log.ReadPastDamageAsync(Topic.Events, from, follow: false, damage.Note, cancellationToken))
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

    private async Task<int> ReplayRestrictionsAsync(long from, long nowMs, CancellationToken cancellationToken)
    {
        await foreach (var record in log.ReadPastDamageAsync(Topic.Restrictions, from, follow: false, damage.Note, cancellationToken))
        {
            TryRead(record, Topic.Restrictions, RestrictionCodec.Read, out var change);
            var (issued, lifted) = change;
            if (issued is not null) features.Apply(issued);
            if (lifted is not null) features.Apply(lifted);
            if (issued is not null && issued.UntilMs > nowMs)
            {
                restrictions.Apply(issued);
            }
            else if (issued is not null && issued.FromMs > nowMs - Decision.RepeatWindowMs)
            {
                restrictions.Remember(issued);
            }
            else if (lifted is not null)
            {
                restrictions.Lift(lifted);
            }
        }

        // A snapshot may hold restrictions that ended while nothing ran; the entities they hold are let go with them.
        restrictions.Sweep(nowMs);
        return restrictions.Count;
    }

    /// <summary>
    /// All of the topic: snoozes are in no snapshot, because they are few and compacted. Verdicts count from where the snapshot does
    /// not know of them.
    /// </summary>
    private async Task ReplayReviewsAsync(long from, long nowMs, CancellationToken cancellationToken)
    {
        await foreach (var record in log.ReadPastDamageAsync(Topic.Verdicts, 0, follow: false, damage.Note, cancellationToken))
        {
            TryRead(record, Topic.Verdicts, ReviewCodec.Read, out var change);
            if (change.Case is { } item && record.Offset >= from)
            {
                features.Apply(item);
            }

            if (change.Snooze is { } snooze && snooze.UntilMs > nowMs)
            {
                snoozes.Apply(snooze);
            }
        }
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
