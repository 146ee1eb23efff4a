using SecurityDecisioning.Features.Snapshots;
using SecurityDecisioning.Yarp.Extraction;
using EventId = SecurityDecisioning.Contracts.Events.EventId;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>What a snapshot holds beside the features.</summary>
/// <param name="Header">When, and from where to read on.</param>
/// <param name="Sessions">Which account each session belongs to, learned first to last.</param>
/// <param name="Restrictions">Standing restrictions.</param>
/// <param name="Lifted">Lifts remembered, oldest first.</param>
/// <param name="Shared">How far the log that all gateways write is in it; null where its writer shared with nobody.</param>
/// <param name="EventsUpTo">Nothing in it comes from an event at this offset or later.</param>
internal sealed record SnapshotContents(
    SnapshotHeader Header,
    IReadOnlyList<KnownSession> Sessions,
    IReadOnlyList<Restriction> Restrictions,
    IReadOnlyList<EventId> Lifted,
    SharedPosition? Shared,
    long EventsUpTo);
