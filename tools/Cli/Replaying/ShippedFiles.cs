namespace SecurityDecisioning.Cli.Replaying;

/// <summary>What comes with the product: looked for where the command is run, then where the product lives (SD_HOME).</summary>
internal static class ShippedFiles
{
    public static string? Folder(string relative)
    {
        foreach (var home in new[] { Environment.CurrentDirectory, Environment.GetEnvironmentVariable("SD_HOME") ?? "" })
        {
            var path = Path.Combine(home, relative);
            if (home.Length > 0 && Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
