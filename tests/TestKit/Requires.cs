namespace SecurityDecisioning.TestKit;

/// <summary>
/// Components of the machine that some tests use for real. Missing ones skip the test by name on a developer's machine and
/// fail it where CI=true: a check that quietly stops running is worse than none.
/// </summary>
public static class Requires
{
    private static readonly string[] BinFolders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin"];

    /// <summary>Debian's Chromium; returns the executable's path.</summary>
    public static string Chromium() => Program("chromium", "chromium");

    /// <summary>A program on the machine; returns its path.</summary>
    /// <param name="name">The executable's name.</param>
    /// <param name="package">The Debian package that has it.</param>
    public static string Program(string name, string package)
    {
        var folders = BinFolders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        var path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Component(path is not null, $"{name} (apt-get install {package})");
        return path!;
    }

    public static void Root() => Component(Environment.IsPrivilegedProcess, "root (run the tests as root)");

    /// <summary>Skips, or fails in CI, unless <paramref name="present"/>.</summary>
    public static void Component(bool present, string what)
    {
        if (present)
        {
            return;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"needs {what}");
        }

        Assert.Ignore($"needs {what}");
    }
}
