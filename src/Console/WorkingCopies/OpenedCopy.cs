using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>What a page works on: a working copy, or a version of which one is made by the first change.</summary>
/// <param name="Source">How the address names it: a working copy's id, a version, or <c>empty</c>.</param>
/// <param name="Copy">Null where nothing has changed yet.</param>
/// <param name="From">The version it began from; empty for nothing.</param>
/// <param name="Base">That version's documents; none where they are not kept any more.</param>
/// <param name="Content">The documents as they are now.</param>
internal sealed record OpenedCopy(string Source, WorkingCopy? Copy, string From, VersionContent Base, VersionContent Content)
{
    public const string Empty = "empty";

    public string Url => UrlOf(Source);

    public static string UrlOf(string source) => "/policies/propose/" + source;

    public static string UrlOf(string source, string document) =>
        $"{UrlOf(source)}/document?name={Uri.EscapeDataString(document)}";

    /// <summary>Every document of before and now with what became of it, changed ones first.</summary>
    public IReadOnlyList<(string Name, DocumentChange Change)> Documents()
    {
        var before = Base.Raw.ToDictionary(d => d.Name, d => d.Bytes, StringComparer.Ordinal);
        var now = Content.Raw.ToDictionary(d => d.Name, d => d.Bytes, StringComparer.Ordinal);
        return [.. now.Keys.Union(before.Keys).Select(name => (name, Change(name)))
            .OrderBy(d => d.Item2 == DocumentChange.None).ThenBy(d => d.name, StringComparer.Ordinal)];

        DocumentChange Change(string name) =>
            !before.TryGetValue(name, out var old) ? DocumentChange.Added
            : !now.TryGetValue(name, out var bytes) ? DocumentChange.Removed
            : old.Span.SequenceEqual(bytes.Span) ? DocumentChange.None : DocumentChange.Changed;
    }

    public DocumentChange ChangeOf(string name) => Documents().Where(d => d.Name == name).Select(d => d.Change).FirstOrDefault();
}
