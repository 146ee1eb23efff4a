namespace SecurityDecisioning.Policies.Tests;

/// <summary>Where the shipped policies are: <c>policies/</c> at the root of the repository.</summary>
internal static class ShippedPack
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SecurityDecisioning.sln")))
            {
                return Path.Combine(folder.FullName, "policies");
            }
        }

        throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
