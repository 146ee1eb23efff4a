using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SecurityDecisioning.Policies.Documents;
using SecurityDecisioning.Policies.Loading;

namespace SecurityDecisioning.Policies.Lifecycle;

/// <summary>
/// Makes a version out of another by changing documents one at a time, within the limits of a folder. Names that people type are
/// held to what every system can store as a file below the policy folder, and to what a reader sees as it is.
/// </summary>
public static class VersionEdit
{
    /// <summary>Characters of a document's name, folders included.</summary>
    public const int NameLength = 200;

    /// <summary>Bytes of one document.</summary>
    public const int DocumentBytes = DocumentLimits.FileBytes;

    /// <summary>A version without documents, to begin from.</summary>
    public static VersionContent Empty { get; } = VersionContent.Of([]);

    /// <summary>What is wrong with a name for a document, as a sentence; null where it can be one.</summary>
    public static string? NameProblem(string name)
    {
        if (name.Length is 0 or > NameLength)
        {
            return $"Give the document a name of at most {NameLength} characters.";
        }

        if (name.Where(IsStrange).Take(1).ToArray() is [var strange])
        {
            return $"The name holds a character that not every system stores or shows: U+{(int)strange:X4}.";
        }

        var parts = name.Split('/');
        if (parts.Any(p => p.Length == 0 || p[0] == '.' || p[^1] is '.' or ' ' || p[0] == ' '))
        {
            return "Folders are parted by one slash each, and no part begins or ends with a dot or a space.";
        }

        if (parts.Length > DocumentLimits.FolderDepth + 1)
        {
            return $"Folders are at most {DocumentLimits.FolderDepth} deep.";
        }

        return Path.GetExtension(name) is ".yaml" or ".yml" && Path.GetFileNameWithoutExtension(name).Length > 0
            ? null
            : "A document's name ends with .yaml.";
    }

    /// <summary>Adds a document, or puts other bytes in the place of one.</summary>
    /// <param name="content">The version before.</param>
    /// <param name="name">A document of it, or a new name.</param>
    /// <param name="bytes">All of the document.</param>
    /// <param name="next">The version after.</param>
    /// <returns>Why it cannot be, as a sentence; null where it was done.</returns>
    public static string? Put(VersionContent content, string name, byte[] bytes, out VersionContent next)
    {
        next = content;
        var known = content.Files.Any(f => f.Name == name);
        if (!known && NameProblem(name) is { } problem)
        {
            return problem;
        }

        if (!known && content.Files.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } twin)
        {
            return $"{twin.Name} is there already, and some systems cannot tell the two names apart.";
        }

        if (!known && content.Files.Count >= DocumentLimits.Files)
        {
            return $"A version has at most {DocumentLimits.Files} documents.";
        }

        if (bytes.Length > DocumentLimits.FileBytes)
        {
            return $"{name} is larger than {DocumentLimits.FileBytes / 1024} KiB; one document holds one policy.";
        }

        var others = content.Files.Where(f => f.Name != name).ToList();
        if (others.Sum(f => (long)f.Bytes.Length) + bytes.Length > DocumentLimits.FolderBytes)
        {
            return $"The documents have more than {DocumentLimits.FolderBytes / (1024 * 1024)} MiB together.";
        }

        next = Of([.. others, new PolicyFile(name, bytes)]);
        return null;
    }

    /// <summary>The version without a document; the same where it has none of that name.</summary>
    public static VersionContent Without(VersionContent content, string name) => Of([.. content.Files.Where(f => f.Name != name)]);

    /// <summary>The bytes of a document; false where the version has none of that name.</summary>
    public static bool TryGet(VersionContent content, string name, [NotNullWhen(true)] out byte[]? bytes) =>
        (bytes = content.Files.FirstOrDefault(f => f.Name == name)?.Bytes) is not null;

    /// <summary>
    /// What <paramref name="mine"/> changed since <paramref name="old"/>, put onto <paramref name="now"/> document by document. One
    /// that both changed, each in its own way, stays as it is in <paramref name="mine"/>.
    /// </summary>
    /// <param name="old">What both came from.</param>
    /// <param name="now">What it became meanwhile.</param>
    /// <param name="mine">What somebody made of the old one.</param>
    /// <param name="both">Names of the documents that both changed.</param>
    public static VersionContent Onto(VersionContent old, VersionContent now, VersionContent mine, out IReadOnlyList<string> both)
    {
        var (was, theirs, own) = (ByName(old), ByName(now), ByName(mine));
        var files = new List<PolicyFile>();
        var clashes = new List<string>();
        foreach (var name in own.Keys.Union(theirs.Keys))
        {
            var (before, there, here) = (was.GetValueOrDefault(name), theirs.GetValueOrDefault(name), own.GetValueOrDefault(name));
            var mineChanged = !Same(before, here);
            if (mineChanged && !Same(before, there) && !Same(here, there))
            {
                clashes.Add(name);
            }

            if ((mineChanged ? here : there) is { } kept)
            {
                files.Add(kept);
            }
        }

        both = [.. clashes.Order(StringComparer.Ordinal)];
        return Of(files);
    }

    private static Dictionary<string, PolicyFile> ByName(VersionContent content) =>
        content.Files.ToDictionary(f => f.Name, StringComparer.Ordinal);

    private static bool Same(PolicyFile? one, PolicyFile? other) =>
        one is null || other is null ? one == other : one.Bytes.AsSpan().SequenceEqual(other.Bytes);

    private static VersionContent Of(List<PolicyFile> files)
    {
        files.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return VersionContent.Of(files);
    }

    /// <summary>
    /// Controls, what Windows refuses, and characters that are not seen or turn the text around: whoever approves must read the
    /// name that is stored.
    /// </summary>
    private static bool IsStrange(char c) => c is '\uFFFD' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
        || (char.IsWhiteSpace(c) && c != ' ');
}
