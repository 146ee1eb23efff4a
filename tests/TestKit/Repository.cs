namespace SecurityDecisioning.TestKit;

/// <summary>Where the checkout and its build output are, found from the running test assembly.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>release or debug, as the test assembly itself was built.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file in another project's build output, for example ("SecurityDecisioning.Cli", "sd.dll").</summary>
    public static string Built(string project, string file) =>
        Path.Combine(Root, "artifacts", "bin", project, Configuration, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "SecurityDecisioning.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the test assembly does not run from a checkout of the repository");
    }
}
