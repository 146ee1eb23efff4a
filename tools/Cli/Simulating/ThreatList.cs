namespace SecurityDecisioning.Cli.Simulating;

/// <summary>Threats as an option names them.</summary>
internal static class ThreatList
{
    /// <exception cref="ArgumentException">A name is no threat.</exception>
    public static IReadOnlyCollection<Threat> Parse(string names) =>
    [
        .. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name =>
            ThreatCatalog.TryParse(name.Replace('-', '_'), out var threat)
                ? threat
                : throw new ArgumentException(
                    $"`{name}` is no threat; take from {string.Join(", ", ThreatCatalog.All.Select(t => t.Name))}")),
    ];
}
