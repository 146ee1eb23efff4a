namespace SecurityDecisioning.Policies.Loading;

/// <summary>One document as read from disk.</summary>
/// <param name="Name">Path relative to the folder, with forward slashes.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record PolicyFile(string Name, byte[] Bytes);
