namespace SecurityDecisioning.Policies.Cel.Compilation;

/// <summary>What a condition comes to.</summary>
internal enum Truth : byte
{
    False,
    True,
    Error,
}
