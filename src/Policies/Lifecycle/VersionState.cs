using System.Collections.Immutable;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>One version of the policies: what it is never changes, what was said of it does.</summary>
public sealed record VersionState
{
    /// <summary>SHA-256 over its documents' names and bytes, 64 hexadecimal digits.</summary>
    public required string Version { get; init; }

    public VersionStatus Status { get; init; }

    /// <summary>Everybody who handed it in before it was approved: none of them may approve it.</summary>
    public ImmutableSortedSet<string> Proposers { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was said when it was handed in.</summary>
    public string Why { get; init; } = "";

    /// <summary>The commit it was read from; empty where it was not read from one.</summary>
    public string Commit { get; init; } = "";

    public PolicyChecks Checks { get; init; }

    public PolicyExpectation? Expectation { get; init; }

    public long ProposedMs { get; init; }

    /// <summary>Who approved or rejected it; empty where nobody did.</summary>
    public string JudgedBy { get; init; } = "";

    /// <summary>When it last went live; null where it never was.</summary>
    public long? LiveMs { get; init; }

    /// <summary>When something last happened to it.</summary>
    public long TouchedMs { get; init; }

    public bool WasLive => LiveMs is not null;
}
