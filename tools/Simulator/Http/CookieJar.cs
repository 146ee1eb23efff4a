using System.Globalization;

namespace SecurityDecisioning.Simulator.Http;

/// <summary>A browser's cookies for one site, small enough to be stolen as a whole.</summary>
internal sealed class CookieJar
{
    public const string Session = "shop_session";
    private const int MostCookies = 32;
    private readonly SortedDictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public string Header => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    public bool Has(string name) => _cookies.ContainsKey(name);

    /// <summary>Takes what one <c>Set-Cookie</c> header says (RFC 6265, 5.2, as far as one site on one path needs it).</summary>
    public void Take(string setCookie)
    {
        var pair = setCookie.Split(';')[0];
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            return;
        }

        var name = pair[..equals].Trim();
        var value = pair[(equals + 1)..].Trim();
        if (value.Length == 0 || IsExpired(setCookie))
        {
            _cookies.Remove(name);
        }
        else if (_cookies.ContainsKey(name) || _cookies.Count < MostCookies)
        {
            _cookies[name] = value;
        }
    }

    /// <summary>What a thief takes: the session, or with the whole jar what marks the device too. False where there is none.</summary>
    public bool StealFrom(CookieJar victim, bool wholeJar)
    {
        if (!victim.Has(Session))
        {
            return false;
        }

        foreach (var (name, value) in victim._cookies)
        {
            if (wholeJar || name == Session)
            {
                _cookies[name] = value;
            }
        }

        return true;
    }

    private static bool IsExpired(string setCookie)
    {
        foreach (var attribute in setCookie.Split(';').Skip(1))
        {
            var text = attribute.Trim();
            if (text.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase))
            {
                return long.TryParse(text.AsSpan(8), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var age) && age <= 0;
            }
        }

        return setCookie.Contains("01 Jan 1970", StringComparison.OrdinalIgnoreCase);
    }
}
