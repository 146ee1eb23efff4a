namespace SecurityDecisioning.Audit.EntityRuns;

/// <summary>The entities that a row names; all-zero values are absent.</summary>
internal readonly record struct RowEntities(
    ClientAddress Ip, Pseudonym Account, Pseudonym Session, Pseudonym Device, Pseudonym ApiKey);
