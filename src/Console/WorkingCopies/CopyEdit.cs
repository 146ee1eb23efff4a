using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>A change of a working copy's documents, made while nobody else changes them.</summary>
/// <param name="content">What is there now.</param>
/// <param name="next">What it becomes; the same where it is refused.</param>
/// <returns>Why it is refused, as a sentence; null where it is not.</returns>
internal delegate string? CopyEdit(VersionContent content, out VersionContent next);
