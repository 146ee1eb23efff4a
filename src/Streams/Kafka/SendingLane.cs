namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Topics that share a way to the cluster. A broker takes one request of a client at a time, so what people wait for has a client
/// of its own: a restriction does not stand behind the events of a busy minute, nor behind those of an hour without a cluster.
/// </summary>
/// <param name="Topics">What goes this way.</param>
/// <param name="Gathers">Whether records wait a moment so that one request takes many (<see cref="KafkaLogOptions.Linger"/>).</param>
/// <param name="Share">Of the memory for records on their way.</param>
internal sealed record SendingLane(IReadOnlyList<Topic> Topics, bool Gathers, double Share)
{
    public static IReadOnlyList<SendingLane> All { get; } =
    [
        new([Topic.Restrictions, Topic.Policies, Topic.Models, Topic.Verdicts], Gathers: false, Share: 0.125),
        new([Topic.Events, Topic.Decisions], Gathers: true, Share: 0.875),
    ];
}
