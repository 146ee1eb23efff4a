using SecurityDecisioning.Gateway.Startup;

namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>Every rule of the section, reported together. Whether the files are there is no rule: the gateway works without.</summary>
internal static class EnrichmentRules
{
    private const int MostFiles = 16;
    private const int Slots = 8;
    private const int LongestName = 32;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="StartupException">It is not right; one line per problem.</exception>
    public static EnrichmentSettings Read(IConfiguration configuration)
    {
        var settings = new EnrichmentSettings();
        try
        {
            configuration.GetSection(EnrichmentSettings.Section).Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            var inner = e.InnerException is null ? "" : $": {e.InnerException.Message}";
            throw new StartupException($"configuration section {EnrichmentSettings.Section}: {e.Message}{inner}", e);
        }

        var problems = Check(settings);
        return problems.Count == 0
            ? settings
            : throw new StartupException(string.Join('\n', problems.Select(p => $"{EnrichmentSettings.Section}:{p}")));
    }

    public static IReadOnlyList<string> Check(EnrichmentSettings settings)
    {
        var problems = new List<string>();
        if (settings.CheckEvery < Shortest || settings.CheckEvery > Longest)
        {
            problems.Add($"CheckEvery is {settings.CheckEvery}; it must be {Shortest} to {Longest}");
        }

        foreach (var (name, path) in Databases(settings))
        {
            Path(problems, name, path);
        }

        Files(problems, "Tor", settings.Tor);
        Files(problems, "Hosting", settings.Hosting);
        Files(problems, "Vpn", settings.Vpn);
        Files(problems, "Allow", settings.Allow);
        foreach (var list in settings.Named)
        {
            Named(problems, list);
        }

        Unique(problems, "slot", settings.Named.Select(l => $"{l.Slot}"));
        Unique(problems, "name", settings.Named.Select(l => l.Name));
        return problems;
    }

    private static void Named(List<string> problems, NamedListSettings list)
    {
        var name = $"Named `{list.Name}`";
        if (list.Name.Length is 0 or > LongestName || !list.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            problems.Add($"{name}: a name has 1 to {LongestName} letters, digits, dashes and underscores");
        }

        if (list.Slot is < 1 or > Slots)
        {
            problems.Add($"{name}: the slot is {list.Slot}; it must be 1 to {Slots}");
        }

        if (list.Files.Count == 0)
        {
            problems.Add($"{name}: has no files");
        }

        Files(problems, name, list.Files);
    }

    private static void Files(List<string> problems, string name, IList<string> files)
    {
        if (files.Count > MostFiles)
        {
            problems.Add($"{name} has {files.Count} files; at most {MostFiles} are read: put them together");
        }

        if (files.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add($"{name} names an empty file");
        }

        foreach (var file in files)
        {
            Path(problems, name, file);
        }
    }

    private static (string Name, string Path)[] Databases(EnrichmentSettings settings) =>
        [("City", settings.City), ("Country", settings.Country), ("Asn", settings.Asn), ("Anonymity", settings.Anonymity)];

    private static void Path(List<string> problems, string name, string path)
    {
        if (path.AsSpan().ContainsAny(System.IO.Path.GetInvalidPathChars()))
        {
            problems.Add($"{name}: the path has a character that no path has");
        }
    }

    private static void Unique(List<string> problems, string what, IEnumerable<string> values)
    {
        foreach (var twice in values.GroupBy(v => v, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            problems.Add($"Named: {twice.Count()} lists have the {what} `{twice.Key}`");
        }
    }
}
