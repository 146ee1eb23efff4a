namespace SecurityDecisioning.Policies.Proving.Domains;

/// <summary>What a <see cref="TextTest"/> asks.</summary>
internal enum TextTestKind : byte
{
    StartsWith,
    EndsWith,
    Contains,
}
