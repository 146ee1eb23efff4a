using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Gateway.Policies;

/// <summary>
/// Whose documents these are, by the git work tree they lie in. Only documents that are byte for byte those of the commit that is
/// checked out have an author; the comparison is made here, on the hashes of their blobs, so that no filter of the tree runs.
/// </summary>
internal static class GitHistory
{
    private const int MostCommits = 200;
    private const int MostAuthors = LifecycleLimits.Proposers;
    private const int Ancestors = 64;
    private const int Fields = 4;

    // With -z a zero byte ends each commit as it ends each field: no message, name or address can hold one.
    private const string Format = "--format=%H%x00%ae%x00%s%x00%(trailers:key=Approved-by,valueonly,separator=%x1d)";

    /// <summary>Whether the folder lies in a work tree.</summary>
    public static bool IsWorkTree(string folder)
    {
        var at = new DirectoryInfo(folder);
        for (var i = 0; i < Ancestors && at is not null; i++, at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="folder">Where the documents are.</param>
    /// <param name="content">What they are.</param>
    /// <param name="since">The live version's commit; empty where it has none.</param>
    /// <param name="why">Why there is no answer, where git failed; empty where the documents are not committed.</param>
    /// <returns>Null where the documents are not those of the commit that is checked out, or git does not tell.</returns>
    public static GitVersion? Find(string folder, VersionContent content, string since, out string why)
    {
        if (GitProcess.Run(folder, out why, "ls-tree", "-r", "-z", "HEAD", ".") is not { } tree || !IsCommitted(tree, content))
        {
            return null;
        }

        var commits = IsHash(since)
            ? GitProcess.Run(folder, out _, "log", "-z", "-n", $"{MostCommits}", Format, $"{since}..HEAD", "--", ".")
            : null;
        if (string.IsNullOrEmpty(commits))
        {
            commits = GitProcess.Run(folder, out why, "log", "-z", "-n", "1", Format, "HEAD", "--", ".");
        }

        return commits is null ? null : Read(commits);
    }

    private static GitVersion? Read(string commits)
    {
        var records = commits.TrimEnd('\0').Length == 0 ? [] : commits.Split('\0').Chunk(Fields).Where(f => f.Length == Fields).ToList();
        if (records.Count == 0 || !records.All(f => IsHash(f[0])))
        {
            return null;
        }

        var newest = records[0];
        return new GitVersion(
            newest[0],
            newest[2],
            [.. records.Select(r => r[1].Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal).Take(MostAuthors)],
            [.. newest[3].Split('\x1d', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostAuthors)]);
    }

    private static bool IsCommitted(string tree, VersionContent content)
    {
        var blobs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in tree.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            var fields = tab > 0 ? entry[..tab].Split(' ') : [];
            var name = tab > 0 ? entry[(tab + 1)..] : "";
            if (fields is [_, "blob", var hash] && Path.GetExtension(name) is ".yaml" or ".yml"
                && !name.Split('/').Any(part => part.StartsWith('.')))
            {
                blobs[name] = fields[2];
            }
        }

        var count = 0;
        foreach (var (name, bytes) in content.Raw)
        {
            count++;
            if (!blobs.TryGetValue(name, out var hash) || hash != BlobOf(bytes.Span, hash.Length))
            {
                return false;
            }
        }

        return count == blobs.Count;
    }

    /// <summary>Git's name of a file's content: SHA-1, or SHA-256 in newer trees, over a header and the bytes.</summary>
    private static string BlobOf(ReadOnlySpan<byte> bytes, int digits)
    {
        using var hash = IncrementalHash.CreateHash(digits == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"));
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsHash(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
