namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>How much of the past is kept, and what a rollout's steps are.</summary>
public static class LifecycleLimits
{
    /// <summary>Versions kept. Past it go drafts that nobody took up, then those that have not been live for longest.</summary>
    public const int Versions = 1_000;

    /// <summary>Steps kept to look at; what older ones led to stays.</summary>
    public const int Steps = 10_000;

    /// <summary>Policies with a mode over their documents'.</summary>
    public const int Modes = 1_000;

    /// <summary>People who handed in the same version.</summary>
    public const int Proposers = 32;

    /// <summary>Length of a version's name: SHA-256 in hexadecimal digits.</summary>
    public const int VersionLength = 64;

    /// <summary>Bytes of a version's packed documents; what the log takes in one record.</summary>
    public const int PackedBytes = 1_000_000;

    /// <summary>The stages of a rollout in hundredths of a percent: shadow, 1 %, 10 %; then everything.</summary>
    public static IReadOnlyList<int> Stages { get; } = [0, 100, 1_000];

    /// <summary>The stage after <paramref name="share"/>; null where the next step is to promote.</summary>
    public static int? After(int share) => Stages.Where(s => s > share).Select(s => (int?)s).FirstOrDefault();
}
