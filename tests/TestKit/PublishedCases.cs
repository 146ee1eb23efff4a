namespace SecurityDecisioning.TestKit;

/// <summary>
/// Published conformance cases and public data, kept outside the repository. The environment variable CASES_DIR names their
/// folder; without it the tests that read them are skipped, in CI too, since they are not ours to ship.
/// </summary>
public static class PublishedCases
{
    /// <summary>The path of a file or folder such as <c>cel</c> or <c>data/apache_access_10k.log</c>.</summary>
    public static string Path(string relative)
    {
        var root = Environment.GetEnvironmentVariable("CASES_DIR");
        if (string.IsNullOrEmpty(root))
        {
            Assert.Ignore("CASES_DIR is not set: it names the folder of published conformance cases");
        }

        foreach (var folder in new[] { root!, System.IO.Path.Combine(root!, "vectors"), System.IO.Path.Combine(root!, "..") })
        {
            var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, relative));
            if (System.IO.Path.Exists(path))
            {
                return path;
            }
        }

        Assert.Ignore($"CASES_DIR has no `{relative}`");
        return "";
    }
}
