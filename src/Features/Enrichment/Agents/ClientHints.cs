namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>
/// Compares client hints (Sec-CH-UA, -Mobile and -Platform of the W3C's User-Agent Client Hints) with the user agent. Programs
/// that dress up as a browser often change one and forget the other.
/// </summary>
public static class ClientHints
{
    private const int MaxLength = 512;
    private const int MaxBrands = 16;

    public static HintAgreement Compare(in ClientSignals signals, ClientAgent agent)
    {
        if (signals.Brands.IsEmpty && signals.Mobile.IsEmpty && signals.Platform.IsEmpty)
        {
            return HintAgreement.Absent;
        }

        return MobileAgrees(signals.Mobile, agent) && PlatformAgrees(signals.Platform, agent) && BrandsAgree(signals, agent)
            ? HintAgreement.Agree
            : HintAgreement.Contradict;
    }

    /// <summary>A tablet says that it is not mobile; a telephone may ask for the desktop's pages, and then says so in both.</summary>
    private static bool MobileAgrees(ReadOnlySpan<char> mobile, ClientAgent agent)
    {
        mobile = mobile.Trim();
        return mobile.IsEmpty
            || (mobile.SequenceEqual("?1") && agent.Device is AgentDevice.Mobile or AgentDevice.Bot or AgentDevice.Unknown)
            || (mobile.SequenceEqual("?0") && agent.Device != AgentDevice.Mobile);
    }

    private static bool PlatformAgrees(ReadOnlySpan<char> platform, ClientAgent agent)
    {
        platform = platform.Trim().Trim('"');
        return platform.IsEmpty || platform.SequenceEqual("Unknown") || (agent.System switch
        {
            AgentSystem.Windows => platform.SequenceEqual("Windows"),
            AgentSystem.MacOS => platform.SequenceEqual("macOS"),
            AgentSystem.Linux => platform.SequenceEqual("Linux"),
            AgentSystem.Android => platform.SequenceEqual("Android"),
            AgentSystem.IOS => platform.SequenceEqual("iOS"),
            AgentSystem.ChromeOS => platform.SequenceEqual("Chrome OS") || platform.SequenceEqual("Chromium OS"),
            _ => true,
        });
    }

    /// <summary>One brand, the browser's own or that of Chromium below it, has to be what the user agent names.</summary>
    private static bool BrandsAgree(in ClientSignals signals, ClientAgent agent)
    {
        var rest = signals.Brands.Length > MaxLength ? signals.Brands[..MaxLength] : signals.Brands;
        if (rest.IsEmpty)
        {
            return true;
        }

        var chromium = ChromiumVersion(signals.UserAgent);
        if (chromium == 0)
        {
            // No other engine sends them, and no library does.
            return false;
        }

        var found = false;
        var headless = false;
        for (var i = 0; i < MaxBrands && TryRead(ref rest, out var brand, out var version); i++)
        {
            headless |= brand.SequenceEqual("HeadlessChrome");
            if (brand.SequenceEqual("Chromium") || brand.SequenceEqual("Google Chrome") || brand.SequenceEqual("HeadlessChrome"))
            {
                if (version != chromium)
                {
                    return false;
                }

                found = true;
            }
            else if (FamilyOf(brand) is { } family && !MayBe(family, agent))
            {
                return false;
            }
        }

        // A headless Chromium that says so in its user agent need not in the hints: Debian's does not.
        return found && (!headless || agent.Family == AgentFamily.HeadlessChrome);
    }

    /// <summary>Some browsers name themselves in the hints only, and a robot may be built on any.</summary>
    private static bool MayBe(AgentFamily family, ClientAgent agent) =>
        agent.Family == family || agent.Family == AgentFamily.Bot
        || (agent.Family == AgentFamily.Chrome && family is AgentFamily.Brave or AgentFamily.Vivaldi or AgentFamily.DuckDuckGo);

    private static AgentFamily? FamilyOf(ReadOnlySpan<char> brand) => brand switch
    {
        "Microsoft Edge" => AgentFamily.Edge,
        "Opera" => AgentFamily.Opera,
        "Samsung Internet" => AgentFamily.SamsungInternet,
        "YaBrowser" or "Yandex" => AgentFamily.Yandex,
        "Vivaldi" => AgentFamily.Vivaldi,
        "Brave" => AgentFamily.Brave,
        "DuckDuckGo" => AgentFamily.DuckDuckGo,
        "Android WebView" => AgentFamily.AndroidWebView,
        _ => null,
    };

    /// <summary>Version of Chromium that the user agent names, 0 where it names none.</summary>
    private static int ChromiumVersion(ReadOnlySpan<char> userAgent)
    {
        userAgent = userAgent.Length > UserAgents.MaxLength ? userAgent[..UserAgents.MaxLength] : userAgent;
        var at = userAgent.IndexOf("Chrome/", StringComparison.Ordinal);
        return at < 0 ? 0 : Number(userAgent[(at + 7)..]);
    }

    /// <summary>Reads the next <c>"brand";v="12"</c> of a list (RFC 8941).</summary>
    private static bool TryRead(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> brand, out int version)
    {
        brand = default;
        version = 0;
        var open = rest.IndexOf('"');
        if (open < 0)
        {
            return false;
        }

        rest = rest[(open + 1)..];
        var close = rest.IndexOf('"');
        if (close < 0)
        {
            return false;
        }

        brand = rest[..close];
        rest = rest[(close + 1)..];
        if (rest.StartsWith(";v=\"", StringComparison.Ordinal))
        {
            rest = rest[4..];
            version = Number(rest);
            var end = rest.IndexOf('"');
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return true;
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) || number > ushort.MaxValue)
            {
                break;
            }

            number = (number * 10) + c - '0';
        }

        return number;
    }
}
