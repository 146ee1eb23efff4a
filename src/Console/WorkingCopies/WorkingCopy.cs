namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>What somebody works on before they hand it in. Only they see it.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Owner">The user whose it is.</param>
/// <param name="From">The version it began from; empty where it began from nothing.</param>
/// <param name="BeganMs">When it began.</param>
/// <param name="ChangedMs">When a document of it last changed.</param>
/// <param name="Last">The document that changed last.</param>
internal sealed record WorkingCopy(string Id, string Owner, string From, long BeganMs, long ChangedMs, string Last);
