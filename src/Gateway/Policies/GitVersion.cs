namespace SecurityDecisioning.Gateway.Policies;

/// <summary>What git says of documents that are exactly those of the commit that is checked out.</summary>
/// <param name="Commit">Its hash.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Authors">Addresses of who wrote the commits since the live version's, in no order; at least one.</param>
/// <param name="Approvers">What its <c>Approved-by</c> lines say.</param>
internal sealed record GitVersion(string Commit, string Subject, IReadOnlyList<string> Authors, IReadOnlyList<string> Approvers);
