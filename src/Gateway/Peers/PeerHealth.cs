using System.Globalization;
using SecurityDecisioning.Gateway.Health;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Peers;

/// <summary>What keeps gateways from knowing the same, in words.</summary>
internal static class PeerHealth
{
    public const string Part = "peers";

    /// <summary>Records of the shared log not yet read before that counts as a problem.</summary>
    private const long Behind = 10_000;

    /// <summary>For how long the cluster may say nothing of where the shared log ends before that counts as one.</summary>
    private static readonly TimeSpan Unheard = TimeSpan.FromSeconds(15);

    public static IEnumerable<HealthProblem> Problems(SharingStatus? sharing, PeerState state, StreamsMetrics streams)
    {
        if (sharing is null)
        {
            yield break;
        }

        if (!state.IsCaughtUp)
        {
            yield return new HealthProblem(Part, "what peers wrote before this gateway started has not been read yet");
        }

        if (sharing.OtherKey > 0)
        {
            yield return new HealthProblem(
                Part, $"{sharing.OtherKey} records are sealed with another key and ignored: give all gateways the same keys (--keys)");
        }

        if (sharing.BadSeal > 0)
        {
            yield return new HealthProblem(
                Part, $"{sharing.BadSeal} records have a wrong seal and are ignored: somebody without the key writes to the cluster");
        }

        if (state.IsCopied)
        {
            yield return new HealthProblem(
                Part, "another gateway runs with a copy of this data folder; give each a folder of its own, and share only the keys");
        }

        if (state.Unreadable > 0)
        {
            yield return new HealthProblem(Part, $"{state.Unreadable} records of peers do not read: a newer release writes them");
        }

        foreach (var topic in new[] { Topic.Events, Topic.Restrictions, Topic.Verdicts })
        {
            if (streams.LagOf(topic) is > Behind and var lag)
            {
                yield return new HealthProblem(Part, $"{lag} records of {Topics.NameOf(topic)} are not read yet");
            }

            if (streams.LagAgeOf(topic) is var age && age > Unheard)
            {
                yield return new HealthProblem(
                    Part,
                    $"the cluster has not said for {(long)age.TotalSeconds} s where {Topics.NameOf(topic)} ends: how much of peers is "
                        + "not known here is not known either");
            }
        }
    }

    /// <summary>A few words for each peer.</summary>
    public static string Words(PeerStatus peer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{peer.Origin:x16}: {peer.Events:N0} events, {peer.Restrictions:N0} restrictions, last {Ago(peer.SilentFor)} ago, "
            + $"{peer.Delay.TotalMilliseconds:N0} ms on its way");

    private static string Ago(TimeSpan time) =>
        time.TotalMinutes < 2 ? $"{time.TotalSeconds.ToString("N0", CultureInfo.InvariantCulture)} s" : $"{(long)time.TotalMinutes} min";
}
