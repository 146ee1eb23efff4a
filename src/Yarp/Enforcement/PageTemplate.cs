using System.Text;
using System.Text.Encodings.Web;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>
/// A page of our own: text with <c>{{name}}</c> for values, which are always encoded, and <c>{{&gt;file}}</c> for other
/// embedded files, which are ours and put in once.
/// </summary>
internal sealed class PageTemplate
{
    private readonly List<string> _literals = [];
    private readonly List<int> _values = [];

    /// <param name="file">Name of the embedded file.</param>
    /// <param name="names">The values' names, in the order in which <see cref="Render"/> takes them.</param>
    public PageTemplate(string file, params string[] names)
    {
        var text = Load(file);
        var from = 0;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", from, StringComparison.Ordinal))
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            var name = text[(open + 2)..close];
            var index = Array.IndexOf(names, name);
            if (index < 0)
            {
                throw new InvalidOperationException($"the page `{file}` has no value called `{name}`");
            }

            _literals.Add(text[from..open]);
            _values.Add(index);
            from = close + 2;
        }

        _literals.Add(text[from..]);
    }

    public string Render(params ReadOnlySpan<string> values)
    {
        var page = new StringBuilder(8 * 1024);
        for (var i = 0; i < _values.Count; i++)
        {
            page.Append(_literals[i]).Append(HtmlEncoder.Default.Encode(values[_values[i]]));
        }

        return page.Append(_literals[^1]).ToString();
    }

    private static string Load(string file)
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"the page `{file}` is not embedded");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        for (var open = text.IndexOf("{{>", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{>", StringComparison.Ordinal))
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            text = string.Concat(text.AsSpan(0, open), Load(text[(open + 3)..close]), text.AsSpan(close + 2));
        }

        return text;
    }
}
