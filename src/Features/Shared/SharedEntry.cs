using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Features.Shared;

/// <summary>
/// One shared entity as one core sees it in the running bucket: what this core counted and has not handed on, and the entity's
/// features as of the bucket's start.
/// </summary>
internal struct SharedEntry
{
    public const int Features = FeatureCatalog.SharedCounters * 4;

    public EntityKey Key;
    public ulong Hash;

    /// <summary>What the features were read for; other than the store's, they have to be read again.</summary>
    public long Version;
    public bool IsPending;
    public CountList Pending;
    public FeatureList Read;

    [InlineArray(FeatureCatalog.SharedCounters)]
    internal struct CountList
    {
        private uint _first;
    }

    [InlineArray(Features)]
    internal struct FeatureList
    {
        private float _first;
    }
}
