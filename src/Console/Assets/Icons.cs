using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace SecurityDecisioning.Console.Assets;

/// <summary>Outline icons, inlined so that they take the text's colour. Decorative: the words beside them carry the meaning.</summary>
internal static partial class Icons
{
    private static readonly ConcurrentDictionary<string, HtmlString> Loaded = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">FrontEnd.targets does not pick that icon.</exception>
    public static HtmlString Svg(string name) => Loaded.GetOrAdd(name, Load);

    private static HtmlString Load(string name)
    {
        using var stream = typeof(Icons).Assembly.GetManifestResourceStream($"assets/lib/{name}.svg")
            ?? throw new InvalidOperationException($"icon `{name}` is not picked in FrontEnd.targets");
        using var reader = new StreamReader(stream);
        var svg = Spaces().Replace(Comment().Replace(reader.ReadToEnd(), ""), " ").Trim();
        return new HtmlString(ClassAttribute().Replace(svg, "class=\"icon\" aria-hidden=\"true\" focusable=\"false\"", 1));
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("class=\"[^\"]*\"")]
    private static partial Regex ClassAttribute();
}
