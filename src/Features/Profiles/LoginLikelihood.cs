using SecurityDecisioning.Features.Facts;
using SecurityDecisioning.Features.Shared;

namespace SecurityDecisioning.Features.Profiles;

/// <summary>
/// How much less likely a login is from its account than from anybody: the likelihood ratio of D. Freeman, S. Jain, M. Dürmuth,
/// B. Biggio, G. Giacinto, "Who Are You? A Statistical Approach to Measuring User Authenticity", NDSS 2016, for two features
/// taken as independent, the network and the agent, each a hierarchy from fine to coarse. The account's probability is smoothed
/// by linear interpolation over the levels and by the share 1 / (n + 1) of its n logins that is kept for what was never seen:
/// <c>−log2(1/(n+1) + n/(n+1) · Σ λ · (c_account / n) / p_all)</c>. Without labels every value is as likely to be an attack's.
/// </summary>
internal static class LoginLikelihood
{
    public const int Levels = 4;

    private const ulong SystemSalt = 9;
    private const ulong BrowserSalt = 10;
    private const ulong DeviceSalt = 11;

    /// <summary>λ from the finest level to the coarsest; what a login does not tell passes its share on to the others.</summary>
    private static readonly float[] Weights = [0.4f, 0.3f, 0.2f, 0.1f];

    /// <summary>Address, network, autonomous system, country; 0 where unknown.</summary>
    public static void NetworkMarks(in Change change, Span<ulong> marks)
    {
        marks[0] = change.Marks.Ip;
        marks[1] = change.Marks.Network;
        marks[2] = change.Marks.Asn;
        marks[3] = change.Marks.Country;
    }

    /// <summary>User agent, browser with its version, operating system, kind of device; 0 where unknown.</summary>
    public static void AgentMarks(in Change change, Span<ulong> marks)
    {
        var agent = change.Event.Agent;
        marks[0] = change.Marks.UserAgent;
        marks[1] = agent.IsNone ? 0 : change.Hash.Of((ulong)agent.Family, agent.Version, BrowserSalt);
        marks[2] = agent.IsNone ? 0 : change.Hash.Of((ulong)agent.System, 0, SystemSalt);
        marks[3] = agent.IsNone ? 0 : change.Hash.Of((ulong)agent.Device, 0, DeviceSalt);
    }

    /// <summary>Bits of surprise; below zero where the account is likelier than others to show this. NaN where nothing is told.</summary>
    public static float Surprise(AccountProfile profile, LoginTallies everybody, ReadOnlySpan<ulong> marks)
    {
        float ratio = 0, weight = 0;
        var logins = profile.Logins;
        for (var level = 0; level < Levels; level++)
        {
            if (marks[level] == 0) continue;
            weight += Weights[level];
            ratio += Weights[level] * profile.TallyOf(marks[level]) / logins / everybody.ShareOf(marks[level]);
        }

        return weight == 0 ? float.NaN : -MathF.Log2((1 + (logins * ratio / weight)) / (logins + 1));
    }
}
