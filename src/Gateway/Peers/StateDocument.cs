using System.Text.Json.Serialization;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>What gateways compare. Equal <see cref="Hash"/> after the traffic has stopped: they know the same.</summary>
/// <param name="Origin">Which log this gateway writes.</param>
/// <param name="Hash">Of all features; exact while nothing is applied. Comparable between gateways with the same keys only.</param>
/// <param name="Applied">Events folded, own and peers', those that a snapshot brought included.</param>
/// <param name="Entities">Entities with live features.</param>
/// <param name="Evicted">Entities forgotten for want of room: past the first, hashes may differ and nothing is wrong.</param>
/// <param name="Coarsened">Distinct counts kept more coarsely for want of room; likewise.</param>
/// <param name="Restrictions">Restrictions in memory.</param>
/// <param name="Unsent">Own records that the cluster does not have yet; 0 without one.</param>
/// <param name="Unread">Records of the shared log not read yet, as of the last look.</param>
/// <param name="Passed">Records of the shared events read: equal on gateways that are equally far.</param>
/// <param name="Replayed">Own events that this start read from the log, beside what a snapshot brought.</param>
/// <param name="Taken">Events of peers taken in since this start, beside what a snapshot brought.</param>
/// <param name="JoinedFrom">The log of the peer whose snapshot this start began with; null where it was none.</param>
public sealed record StateDocument(
    string Origin,
    string Hash,
    long Applied,
    long Entities,
    long Evicted,
    long Coarsened,
    int Restrictions,
    long Unsent,
    long Unread,
    long Passed,
    long Replayed,
    long Taken,
    string? JoinedFrom);

/// <summary>Serialization of the page, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StateDocument))]
public sealed partial class StateJson : JsonSerializerContext;
