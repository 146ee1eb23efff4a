using SecurityDecisioning.Gateway.Parity;
using SecurityDecisioning.Gateway.Snapshots;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>How the gateway is, in full: for those who may sign in to the console, not for its clients.</summary>
/// <param name="Status"><c>starting</c>, <c>ok</c> or <c>degraded</c>.</param>
/// <param name="Degraded">What does not work as it should, and what that means; empty when all does.</param>
/// <param name="Model">Hash of the model that scores, empty where none does.</param>
/// <param name="Policies">Hash of the live policy set.</param>
/// <param name="Features">Hash of the feature catalogue.</param>
/// <param name="Entities">Entities with live features.</param>
/// <param name="Restrictions">Restrictions in memory.</param>
/// <param name="Lost">Records that the log refused since the start.</param>
/// <param name="Log">Where each topic of the log is.</param>
/// <param name="Projections">How far each projection has read.</param>
/// <param name="Enrichment">The databases and lists in use, a few words for each.</param>
/// <param name="Snapshot">The last snapshot that this process wrote, if any.</param>
/// <param name="Parity">What checking decisions against the log has found.</param>
public sealed record HealthDocument(
    string Status,
    IReadOnlyList<HealthProblem> Degraded,
    string Model,
    string Policies,
    string Features,
    long Entities,
    int Restrictions,
    long Lost,
    IReadOnlyList<HealthTopic> Log,
    IReadOnlyList<HealthProjection> Projections,
    IReadOnlyList<string> Enrichment,
    SnapshotState.HealthFigures? Snapshot,
    ParityFigures Parity)
{
    /// <summary>The gateways that share records with this one, a few words for each; null where it shares with nobody.</summary>
    public IReadOnlyList<string>? Peers { get; init; }

    public const string Starting = "starting";
    public const string Ok = "ok";
    public const string HasProblems = "degraded";
}

/// <summary>One thing that does not work as it should.</summary>
public sealed record HealthProblem(string Part, string Reason);

/// <summary>One topic: offsets count records.</summary>
public sealed record HealthTopic(string Topic, long End, long Durable, long Bytes, long RecoveredBytes);

/// <summary>One projection: the next offset it reads, and how many records it is behind.</summary>
public sealed record HealthProjection(string Name, long Next, long Behind);
