namespace SecurityDecisioning.Policies;

/// <summary>Where a policy applies, by the country of the request; one of the two lists is empty.</summary>
/// <param name="Only">ISO 3166-1 alpha-2: it applies there and nowhere else; a request of unknown country is not among them.</param>
/// <param name="Except">ISO 3166-1 alpha-2: it applies everywhere else, an unknown country included.</param>
public sealed record PolicyJurisdictions(IReadOnlyList<string> Only, IReadOnlyList<string> Except);
