using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Loading;

/// <summary>Reads the documents of a folder, in the order of their names; bounded in files and bytes.</summary>
internal static class PolicyFolder
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = DocumentLimits.FolderDepth,
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
    };

    public static IReadOnlyList<PolicyFile> Read(string folder, ProblemList problems)
    {
        if (!Directory.Exists(folder))
        {
            problems.Add(new PolicyProblem(
                folder, 0, 0, "no-folder", "there is no such folder", "name the folder that holds the policies"));
            return [];
        }

        try
        {
            var paths = Directory.EnumerateFiles(folder, "*", Everything)
                .Where(p => Path.GetExtension(p) is ".yaml" or ".yml" && !IsHidden(Path.GetRelativePath(folder, p)))
                .Take(DocumentLimits.Files + 1)
                .Order(StringComparer.Ordinal)
                .ToList();
            return Read(folder, paths, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PolicyProblem(
                folder, 0, 0, "unreadable", $"the folder cannot be read: {e.Message}", "check its permissions"));
            return [];
        }
    }

    // Editors keep swap files so; a mounted Kubernetes volume keeps a second copy of everything below `..data`.
    private static bool IsHidden(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'));

    private static List<PolicyFile> Read(string folder, List<string> paths, ProblemList problems)
    {
        var files = new List<PolicyFile>(paths.Count);
        if (paths.Count == 0)
        {
            problems.Add(new PolicyProblem(folder, 0, 0, "no-policies", "the folder holds no .yaml file", "put policies in it"));
        }
        else if (paths.Count > DocumentLimits.Files)
        {
            problems.Add(new PolicyProblem(folder, 0, 0, "too-many-files",
                $"the folder holds more than {DocumentLimits.Files} policies", "join or remove some"));
            return files;
        }

        long total = 0;
        foreach (var path in paths)
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (ReadFile(path, name, problems) is { } file && (total += file.Bytes.Length) <= DocumentLimits.FolderBytes)
            {
                files.Add(file);
            }
        }

        if (total > DocumentLimits.FolderBytes)
        {
            problems.Add(new PolicyProblem(folder, 0, 0, "too-large",
                $"the policies have more than {DocumentLimits.FolderBytes / (1024 * 1024)} MiB together", "remove some"));
        }

        return files;
    }

    private static PolicyFile? ReadFile(string path, string name, ProblemList problems)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length <= DocumentLimits.FileBytes)
            {
                var bytes = new byte[stream.Length];
                var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                return new PolicyFile(name, bytes[..length]);
            }

            problems.Add(new PolicyProblem(name, 0, 0, "file-too-large",
                $"the file is larger than {DocumentLimits.FileBytes / 1024} KiB", "split it: one file holds one policy"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PolicyProblem(name, 0, 0, "unreadable", $"the file cannot be read: {e.Message}", "check its permissions"));
        }

        return null;
    }
}
