using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>
/// Folds text as account names are folded: compatibility forms (NFKD, UAX #15), case and invisible characters (the NFKC_Casefold
/// of Unicode, left decomposed). From a table of our own, because an application with invariant globalization, as the gateway is,
/// has no normalization data and returns its input.
/// </summary>
internal static class AccountFolding
{
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;
    private const int Vowels = 21;
    private const int Trails = 28;
    private static readonly Lazy<Tables> Data = new(Read);

    public static string Fold(string text)
    {
        var (mapped, classes) = Data.Value;
        var folded = new List<Rune>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                continue;
            }

            if (rune.IsAscii)
            {
                folded.Add(Rune.ToLowerInvariant(rune));
            }
            else if (rune.Value is >= FirstSyllable and <= LastSyllable)
            {
                AddSyllable(folded, rune.Value - FirstSyllable);
            }
            else if (mapped.TryGetValue(rune.Value, out var runes))
            {
                folded.AddRange(runes);
            }
            else
            {
                folded.Add(rune);
            }
        }

        return Ordered(folded, classes);
    }

    /// <summary>The Unicode Standard, 3.12: a syllable is its lead, its vowel and perhaps its trail.</summary>
    private static void AddSyllable(List<Rune> folded, int index)
    {
        folded.Add(new Rune(0x1100 + (index / (Vowels * Trails))));
        folded.Add(new Rune(0x1161 + (index % (Vowels * Trails) / Trails)));
        if (index % Trails is > 0 and var trail)
        {
            folded.Add(new Rune(0x11A7 + trail));
        }
    }

    /// <summary>Marks on one letter stand in the order of their class (The Unicode Standard, 3.11), equal classes as written.</summary>
    private static string Ordered(List<Rune> runes, FrozenDictionary<int, byte> classes)
    {
        var builder = new StringBuilder(runes.Count * 2);
        for (var i = 0; i < runes.Count;)
        {
            var end = i;
            while (end < runes.Count && !runes[end].IsAscii && classes.ContainsKey(runes[end].Value))
            {
                end++;
            }

            if (end == i)
            {
                builder.Append(runes[i++].ToString());
                continue;
            }

            foreach (var mark in runes[i..end].OrderBy(r => classes[r.Value]))
            {
                builder.Append(mark.ToString());
            }

            i = end;
        }

        return builder.ToString();
    }

    private static Tables Read()
    {
        const string Name = "AccountFolding.txt";
        using var stream = typeof(AccountFolding).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"the resource {Name} is missing");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var mapped = new Dictionary<int, Rune[]>();
        var classes = new Dictionary<int, byte>();
        while (reader.ReadLine() is { } line)
        {
            var kind = line.AsSpan().IndexOfAny('=', '+', '-');
            if (line[0] == '#')
            {
                continue;
            }

            var first = Hex(line.AsSpan(0, kind));
            if (line[kind] == '=')
            {
                mapped[first] = [.. line[(kind + 1)..].Split(' ').Select(p => new Rune(Hex(p)))];
                continue;
            }

            var dash = line.IndexOf('-', StringComparison.Ordinal);
            for (var point = first; point <= Hex(line.AsSpan(dash + 1)); point++)
            {
                if (line[kind] == '-')
                {
                    mapped[point] = [];
                }
                else
                {
                    classes[point] = byte.Parse(line.AsSpan((kind + 1)..dash), CultureInfo.InvariantCulture);
                }
            }
        }

        return new Tables(mapped.ToFrozenDictionary(), classes.ToFrozenDictionary());

        static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private sealed record Tables(FrozenDictionary<int, Rune[]> Mapped, FrozenDictionary<int, byte> Classes);
}
