namespace SecurityDecisioning.Features.Storage;

/// <summary>How much an entity has earned its place; what is cheap to invent goes first.</summary>
internal enum Standing : byte
{
    /// <summary>Seen a few times at most.</summary>
    Probation = 0,

    /// <summary>Seen often.</summary>
    Busy = 1,

    /// <summary>An account or session that signed in, or an entity the host holds.</summary>
    Known = 2,
}
