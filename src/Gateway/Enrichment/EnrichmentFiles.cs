namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>From the section to the files it names.</summary>
internal static class EnrichmentFiles
{
    /// <param name="settings">The section.</param>
    /// <param name="folder">What relative paths count from.</param>
    /// <param name="scratch">Folder of our own for copies of databases.</param>
    public static IReadOnlyList<EnrichmentFile> Of(EnrichmentSettings settings, string folder, string scratch)
    {
        Sweep(scratch);
        var files = new List<EnrichmentFile>();
        Database("city", settings.City, EnrichmentPart.City);
        Database("country", settings.Country, EnrichmentPart.Country);
        Database("asn", settings.Asn, EnrichmentPart.Asn);
        Database("anonymity", settings.Anonymity, EnrichmentPart.Anonymity);
        Lists("tor", settings.Tor, NetworkTraits.Tor);
        Lists("hosting", settings.Hosting, NetworkTraits.Hosting);
        Lists("vpn", settings.Vpn, NetworkTraits.Vpn);
        Lists("allow", settings.Allow, NetworkTraits.Allowed);
        foreach (var list in settings.Named)
        {
            Lists(list.Name, list.Files, (NetworkTraits)((ushort)NetworkTraits.List1 << (list.Slot - 1)));
        }

        return files;

        void Database(string name, string path, EnrichmentPart part)
        {
            if (path.Length > 0)
            {
                files.Add(new EnrichmentFile(name, Path.GetFullPath(path, folder), part, NetworkTraits.None, scratch));
            }
        }

        void Lists(string name, IList<string> paths, NetworkTraits traits)
        {
            foreach (var path in paths)
            {
                files.Add(new EnrichmentFile(name, Path.GetFullPath(path, folder), EnrichmentPart.List, traits, scratch));
            }
        }
    }

    /// <summary>Copies that a process left behind which was killed in the moment between making one and hiding it.</summary>
    private static void Sweep(string scratch)
    {
        if (!Directory.Exists(scratch))
        {
            return;
        }

        foreach (var copy in Directory.EnumerateFiles(scratch, "*.tmp"))
        {
            File.Delete(copy);
        }
    }
}
