namespace SecurityDecisioning.Scoring.Trees;

/// <summary>The largest model that is read. A file beyond these is refused before it costs memory or time.</summary>
public static class ModelLimits
{
    public const int FileBytes = 64 * 1024 * 1024;
    public const int CardBytes = 256 * 1024;
    public const int Trees = 5_000;
    public const int NodesPerTree = 65_536;
    public const int Nodes = 2_000_000;
    public const int Depth = 24;
    public const int Columns = 16_384;
}
