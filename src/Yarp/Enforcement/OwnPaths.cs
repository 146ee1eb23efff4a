namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>Paths that the gateway itself answers.</summary>
public static class OwnPaths
{
    public const string Prefix = "/.sd/";

    public const string ChallengeAnswer = "/.sd/challenge";
}
