namespace SecurityDecisioning.Gateway.Startup;

/// <summary>
/// The folder that holds <c>policies</c> and <c>models</c>: the checkout (named by SD_HOME, which the scripts set) or the folder
/// of a published build.
/// </summary>
public static class ProductHome
{
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("SD_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(home);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "policies")) && Directory.Exists(Path.Combine(folder.FullName, "models")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
