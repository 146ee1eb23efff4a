using System.Buffers;
using SecurityDecisioning.Features;
using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Streams;
using SecurityDecisioning.Streams.Codecs;
using SecurityDecisioning.Yarp.Extraction;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>The sections of the gateway's own, and the order of all of them.</summary>
internal static class SnapshotSections
{
    private const string Sessions = "sessions";
    private const string Restrictions = "restrictions";
    private const string Shared = "shared";
    private const string Complete = "complete";
    private const int Version = 1;

    /// <summary>Version 1 of this section knew nothing of verdicts.</summary>
    private const int SharedVersion = 2;

    private const int SessionBytes = 40;
    private const int HeldBytes = 20;

    public static void WriteSessions(SnapshotWriter writer, IReadOnlyList<KnownSession> sessions)
    {
        var buffer = new SnapshotBuffer();
        buffer.Reserve(4 + ((long)sessions.Count * SessionBytes));
        buffer.Add(sessions.Count);
        foreach (var (session, account, untilMs) in sessions)
        {
            buffer.Add<ulong>([session.High, session.Low, account.High, account.Low]);
            buffer.Add(untilMs);
        }

        writer.Section(Sessions, Version, buffer.Written);
    }

    public static void WriteRestrictions(SnapshotWriter writer, IReadOnlyList<Restriction> standing, IReadOnlyList<EventId> lifted)
    {
        var buffer = new SnapshotBuffer();
        buffer.Add(lifted.Count);
        foreach (var id in lifted)
        {
            buffer.Add<ulong>([id.High, id.Low]);
        }

        buffer.Add(standing.Count);
        var record = new ArrayBufferWriter<byte>(256);
        foreach (var restriction in standing)
        {
            record.ResetWrittenCount();
            RestrictionCodec.Write(restriction, record);
            buffer.Add(record.WrittenCount);
            buffer.Add(record.WrittenSpan);
        }

        writer.Section(Restrictions, Version, buffer.Written);
    }

    public static void WriteShared(SnapshotWriter writer, SharedPosition shared)
    {
        var buffer = new SnapshotBuffer();
        buffer.Add(shared.Origin);
        var cursor = new ArrayBufferWriter<byte>(1_024);
        foreach (var topic in new[] { Topic.Events, Topic.Restrictions, Topic.Verdicts })
        {
            cursor.ResetWrittenCount();
            shared.Of(topic).Write(cursor);
            buffer.Add(cursor.WrittenCount);
            buffer.Add(cursor.WrittenSpan);
        }

        buffer.Add(shared.Held.Count);
        foreach (var (topic, origin, next) in shared.Held)
        {
            buffer.Add((int)topic);
            buffer.Add(origin);
            buffer.Add(next);
        }

        writer.Section(Shared, SharedVersion, buffer.Written);
    }

    public static void WriteComplete(SnapshotWriter writer, long eventsUpTo)
    {
        var buffer = new SnapshotBuffer();
        buffer.Add(eventsUpTo);
        writer.Section(Complete, Version, buffer.Written);
    }

    /// <summary>Reads a whole snapshot: the features into <paramref name="store"/>, the rest into what it returns.</summary>
    /// <exception cref="SnapshotException">
    /// It cannot be used; the message says where and why. The store then holds nothing.
    /// </exception>
    /// <exception cref="IOException">It cannot be read; likewise.</exception>
    public static SnapshotContents Read(string path, FeatureStore store)
    {
        try
        {
            using var file = SnapshotFolder.Open(path);
            var reader = new SnapshotReader(path, file);
            var header = SnapshotHeader.Read(reader);
            store.ReadFrom(reader);
            var sessions = ReadSessions(reader);
            var (standing, lifted) = ReadRestrictions(reader);
            var section = reader.Next();
            var shared = section.Name == Shared ? ReadShared(section) : null;
            section = shared is null ? section : reader.Next();
            var upTo = section.Expect(Complete, Version).Read<long>();
            // A seal was checked before, where it was asked for; own files need none.
            return reader.TryNext(out var more) && (more.Name != SnapshotWriter.SealSection || reader.TryNext(out more))
                ? throw more.Failure("is one that this release does not know")
                : new SnapshotContents(header, sessions, standing, lifted, shared, upTo);
        }
        catch
        {
            store.Clear();
            throw;
        }
    }

    private static SharedPosition ReadShared(SnapshotSection section)
    {
        section = section.Version == 1 ? section.Expect(Shared, 1) : section.Expect(Shared, SharedVersion);
        var origin = section.Read<ulong>();
        try
        {
            var events = LogCursor.Read(section.Take(section.Read<int>()));
            var restrictions = LogCursor.Read(section.Take(section.Read<int>()));
            var verdicts = section.Version == 1 ? new LogCursor() : LogCursor.Read(section.Take(section.Read<int>()));
            var held = new HeldOrigin[section.ReadCount(HeldBytes)];
            for (var i = 0; i < held.Length; i++)
            {
                var topic = (Topic)section.Read<int>();
                if (topic is not (Topic.Events or Topic.Restrictions or Topic.Verdicts))
                {
                    throw section.Failure("names a topic that state does not come from");
                }

                held[i] = new HeldOrigin(topic, section.Read<ulong>(), section.Read<long>());
            }

            section.End();
            return new SharedPosition(origin, events, restrictions, verdicts, held);
        }
        catch (RecordFormatException e)
        {
            throw section.Failure($"holds a cursor that does not read: {e.Message}");
        }
    }

    private static KnownSession[] ReadSessions(SnapshotReader reader)
    {
        var section = reader.Next(Sessions, Version);
        var sessions = new KnownSession[section.ReadCount(SessionBytes)];
        for (var i = 0; i < sessions.Length; i++)
        {
            sessions[i] = new KnownSession(
                new Pseudonym(section.Read<ulong>(), section.Read<ulong>()), new Pseudonym(section.Read<ulong>(), section.Read<ulong>()),
                section.Read<long>());
        }

        section.End();
        return sessions;
    }

    private static (Restriction[] Standing, EventId[] Lifted) ReadRestrictions(SnapshotReader reader)
    {
        var section = reader.Next(Restrictions, Version);
        var lifted = new EventId[section.ReadCount(EventId.SizeInBytes)];
        for (var i = 0; i < lifted.Length; i++)
        {
            lifted[i] = new EventId(section.Read<ulong>(), section.Read<ulong>());
        }

        var standing = new Restriction[section.ReadCount(1)];
        for (var i = 0; i < standing.Length; i++)
        {
            try
            {
                standing[i] = RestrictionCodec.Read(section.Take(section.Read<int>())).Issued
                    ?? throw section.Failure("holds a lift where a restriction belongs");
            }
            catch (RecordFormatException e)
            {
                throw section.Failure($"holds a restriction that does not read: {e.Message}");
            }
        }

        section.End();
        return (standing, lifted);
    }
}
