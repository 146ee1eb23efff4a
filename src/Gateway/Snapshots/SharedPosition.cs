using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Snapshots;

/// <summary>
/// How far a state holds the log that all gateways write: of its writer's own records those before an offset, of everybody
/// else's those that a cursor has passed. Nothing else, and all of that.
/// </summary>
/// <param name="Origin">Which log the writer of the snapshot writes.</param>
/// <param name="Events">Events of others that are in it.</param>
/// <param name="Restrictions">Restrictions and lifts of others that are in it.</param>
/// <param name="Verdicts">Cases of others that are in it.</param>
/// <param name="Held">
/// Records of other origins that are in it by their numbers, wherever a cursor stands: those of gateways whose snapshot it grew
/// out of.
/// </param>
internal sealed record SharedPosition(
    ulong Origin, LogCursor Events, LogCursor Restrictions, LogCursor Verdicts, IReadOnlyList<HeldOrigin> Held)
{
    public LogCursor Of(Topic topic) => topic switch
    {
        Topic.Events => Events,
        Topic.Restrictions => Restrictions,
        _ => Verdicts,
    };
}

/// <summary>Records of one origin and topic that a state holds: those with a sequence below <paramref name="Next"/>.</summary>
internal readonly record struct HeldOrigin(Topic Topic, ulong Origin, long Next);
