using System.Text;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>One spelling for one account: trimmed, compatibility forms and case folded, invisible characters gone.</summary>
internal static class AccountName
{
    /// <summary>A longer name is no name; most systems end at 254 (an e-mail address, RFC 5321).</summary>
    public const int Longest = 320;

    /// <summary>The canonical spelling, or empty where <paramref name="name"/> is none.</summary>
    public static string Canonical(string? name)
    {
        var trimmed = name.AsSpan().Trim();
        if (trimmed.Length is 0 or > Longest)
        {
            return "";
        }

        if (!Ascii.IsValid(trimmed))
        {
            return AccountFolding.Fold(trimmed.ToString()).Trim();
        }

        var changes = trimmed.Length != name!.Length || trimmed.ContainsAnyInRange('A', 'Z') || HasControl(trimmed);
        return changes ? WithoutControl(trimmed.ToString().ToLowerInvariant()) : name;
    }

    private static string WithoutControl(string text) =>
        HasControl(text) ? string.Concat(text.Where(c => !char.IsControl(c))).Trim() : text;

    private static bool HasControl(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\u001F') || text.Contains('\u007F');
}
