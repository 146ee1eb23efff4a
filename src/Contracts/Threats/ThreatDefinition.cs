namespace SecurityDecisioning.Contracts.Threats;

/// <summary>How a threat is written down.</summary>
/// <param name="Threat">The value.</param>
/// <param name="Name">snake_case, as in policies and exports.</param>
/// <param name="Title">As a person reads it.</param>
/// <param name="OwaspId">OWASP Automated Threats to Web Applications id (OAT-xxx), empty where the list has none.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record ThreatDefinition(Threat Threat, string Name, string Title, string OwaspId, string Meaning);
