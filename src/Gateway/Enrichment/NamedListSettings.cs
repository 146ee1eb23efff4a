namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>A list with a meaning of the operator's own.</summary>
public sealed class NamedListSettings
{
    /// <summary>What people call it: 1 to 32 letters, digits, dashes and underscores.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// Which of the eight places in an event it takes, 1 to 8. Keep it: events in the log carry the place, not the name.
    /// </summary>
    public int Slot { get; set; }

    /// <summary>Its files, 1 to 16.</summary>
    public IList<string> Files { get; } = [];
}
