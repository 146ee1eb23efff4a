namespace SecurityDecisioning.Contracts.Policies;

/// <summary>The documents of a version, packed, on their way to whoever shares the log.</summary>
/// <param name="Version">SHA-256 over their names and bytes, 64 hexadecimal digits: what the receiver checks them against.</param>
/// <param name="Packed">The documents; empty where they were forgotten.</param>
public readonly record struct PolicyContent(string Version, ReadOnlyMemory<byte> Packed);
