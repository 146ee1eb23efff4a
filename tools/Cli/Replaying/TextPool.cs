using System.Text;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>Strings of paths and user agents, made once while they keep coming: a table with one place per hash.</summary>
internal sealed class TextPool(int limit)
{
    private const int Places = 1 << 15;
    private readonly string?[] _places = new string?[Places];

    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        text = text.Length > limit ? text[..limit] : text;
        ref var place = ref _places[Hash(text) & (Places - 1)];
        if (place is not null && Ascii.Equals(text, place))
        {
            return place;
        }

        return place = Encoding.Latin1.GetString(text);
    }

    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}
