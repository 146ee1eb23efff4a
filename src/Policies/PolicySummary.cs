namespace SecurityDecisioning.Policies;

/// <summary>A loaded policy, for people and for proofs.</summary>
/// <param name="Name">Unique in its set.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Description">What it does to whom.</param>
/// <param name="Threat">What it is about.</param>
/// <param name="Mode">Whether it acts, overrides of the configuration applied.</param>
/// <param name="File">Its document, relative to the folder.</param>
/// <param name="Operations">The operations it matches; empty for all.</param>
/// <param name="Routes">The routes it matches; empty for all.</param>
/// <param name="Hosts">The hosts it matches; empty for all.</param>
/// <param name="Rules">In the order of the document.</param>
public sealed record PolicySummary(
    string Name,
    string Owner,
    string Description,
    Threat Threat,
    PolicyMode Mode,
    string File,
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Routes,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<RuleSummary> Rules);
