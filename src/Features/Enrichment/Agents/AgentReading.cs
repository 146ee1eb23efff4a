namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>What the words so far say.</summary>
internal struct AgentReading
{
    private AgentProduct _best;
    private ushort _version;
    private ushort _safariVersion;
    private AgentSystem _system;
    private AgentDevice _device;
    private bool _isWebView;
    private bool _isMozilla;
    private bool _wantsVersion;
    private int _words;

    public void Add(ReadOnlySpan<char> word)
    {
        _words++;
        if (_wantsVersion)
        {
            // "MSIE 10.0" is the one that puts a space between.
            _wantsVersion = false;
            _version = VersionOf(word);
            return;
        }

        var slash = word.IndexOf('/');
        var name = slash < 0 ? word : word[..slash];
        var version = slash < 0 ? default : word[(slash + 1)..];
        if (name.Length <= AgentProducts.LongestWord && AgentProducts.TryFind(name, out var product))
        {
            Take(product, name, version);
        }
        else if (version.IndexOf('/') is > 0 and var second && AgentProducts.TryFind(version[..second], out product))
        {
            // "XiaoMi/MiuiBrowser/13.5".
            Take(product, name, version[(second + 1)..]);
        }
        else
        {
            AddOther(name, word, version);
        }
    }

    public readonly ClientAgent Result()
    {
        if (_words == 0)
        {
            return default;
        }

        var family = FamilyOf();
        var version = family == _best.Family || family is AgentFamily.AndroidWebView ? _version : (ushort)0;
        if (_safariVersion > 0 && family is AgentFamily.Safari or AgentFamily.IOSWebView || OldOpera(family))
        {
            version = _safariVersion;
        }

        return new ClientAgent(family, version, _system, DeviceOf(family), _best.Bot);
    }

    private readonly bool OldOpera(AgentFamily family) => family == AgentFamily.Opera && _version == 9 && _safariVersion > 9;

    private void AddOther(ReadOnlySpan<char> name, ReadOnlySpan<char> word, ReadOnlySpan<char> version)
    {
        if (name.SequenceEqual("Version"))
        {
            _safariVersion = VersionOf(version);
        }
        else if (name.SequenceEqual("Mozilla"))
        {
            _isMozilla = true;
        }
        else if (name.SequenceEqual("wv"))
        {
            _isWebView = true;
        }
        else if (_best.Family == AgentFamily.InternetExplorer && name.StartsWith("rv:"))
        {
            _version = VersionOf(name[3..]);
        }
        else if (_best.Bot == AgentBot.None && AgentRobots.LooksLike(word))
        {
            _best = new AgentProduct(AgentFamily.Bot, byte.MaxValue - 1, AgentBot.Other);
            _version = VersionOf(version);
        }
    }

    private void Take(AgentProduct product, ReadOnlySpan<char> name, ReadOnlySpan<char> version)
    {
        // A named robot counts, even after a word that only looked like one.
        if (product.Rank > _best.Rank || (product.Bot > AgentBot.Other && _best.Bot <= AgentBot.Other))
        {
            _best = product;
            _wantsVersion = version.IsEmpty && name.Equals("MSIE", StringComparison.OrdinalIgnoreCase);
            _version = name.Equals("Trident", StringComparison.OrdinalIgnoreCase) ? (ushort)0 : VersionOf(version);
        }

        if (product.System != AgentSystem.Unknown && Weight(product.System) > Weight(_system))
        {
            _system = product.System;
        }

        if (product.Device != AgentDevice.Unknown && Weight(product.Device) > Weight(_device))
        {
            _device = product.Device;
        }
    }

    /// <summary>Android says that it is a Linux, and iOS that it is like a Mac.</summary>
    private static int Weight(AgentSystem system) => system switch
    {
        AgentSystem.IOS => 7,
        AgentSystem.Android => 6,
        AgentSystem.ChromeOS => 5,
        AgentSystem.Other => 4,
        AgentSystem.Windows => 3,
        AgentSystem.MacOS => 2,
        AgentSystem.Linux => 1,
        _ => 0,
    };

    /// <summary>An iPad says "Mobile" too, and a television may say anything.</summary>
    private static int Weight(AgentDevice device) => device switch
    {
        AgentDevice.Screen => 3,
        AgentDevice.Tablet => 2,
        AgentDevice.Mobile => 1,
        _ => 0,
    };

    private readonly AgentFamily FamilyOf() => _best.Family switch
    {
        AgentFamily.Chrome when _isWebView => AgentFamily.AndroidWebView,
        AgentFamily.Safari when _system == AgentSystem.Android => AgentFamily.AndroidWebView,
        // A web view on iOS leaves out "Safari" and "Version".
        AgentFamily.Unknown when _isMozilla && _system == AgentSystem.IOS => AgentFamily.IOSWebView,
        var family => family,
    };

    private readonly AgentDevice DeviceOf(AgentFamily family) => family switch
    {
        AgentFamily.Bot or AgentFamily.HeadlessChrome or AgentFamily.PhantomJS => AgentDevice.Bot,
        >= AgentFamily.Curl and <= AgentFamily.OtherLibrary => AgentDevice.Library,
        _ when _device != AgentDevice.Unknown => _device,
        // Android browsers say "Mobile" on telephones only.
        _ when _system == AgentSystem.Android => AgentDevice.Tablet,
        _ when _system is AgentSystem.Windows or AgentSystem.MacOS or AgentSystem.Linux or AgentSystem.ChromeOS => AgentDevice.Desktop,
        _ => AgentDevice.Unknown,
    };

    /// <summary>The number that <paramref name="text"/> begins with, at most 65,535; a leading <c>v</c> is passed over.</summary>
    private static ushort VersionOf(ReadOnlySpan<char> text)
    {
        var number = 0;
        var from = text.Length > 0 && (text[0] | 0x20) == 'v' ? 1 : 0;
        for (var i = from; i < text.Length && char.IsAsciiDigit(text[i]) && number <= ushort.MaxValue; i++)
        {
            number = (number * 10) + text[i] - '0';
        }

        return (ushort)Math.Min(number, ushort.MaxValue);
    }
}
