namespace SecurityDecisioning.Features.Profiles;

/// <summary>What a profile remembers of where somebody signed in.</summary>
internal enum Trait : byte
{
    Device = 0,
    Network = 1,
    UserAgent = 2,
    Country = 3,

    /// <summary>Of accounts only.</summary>
    Asn = 4,
}
