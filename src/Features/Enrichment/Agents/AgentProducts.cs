using System.Collections.Frozen;

namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>The words of user agents that are known, whatever their case.</summary>
internal static class AgentProducts
{
    /// <summary>Longest word in the table; a longer one need not be looked up.</summary>
    public const int LongestWord = 32;

    // Safari and Chrome are named by nearly everybody; whoever builds on them outranks them; an honest robot outranks all.
    private const byte Ancestor = 10;
    private const byte Engine = 20;
    private const byte Browser = 40;
    private const byte Shell = 50;
    private const byte Headless = 60;
    private const byte Library = 70;
    private const byte Scanner = 80;
    private const byte Robot = 90;

    private static readonly FrozenDictionary<string, AgentProduct>.AlternateLookup<ReadOnlySpan<char>> Words =
        Table().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryFind(ReadOnlySpan<char> word, out AgentProduct product) => Words.TryGetValue(word, out product);

    private static Dictionary<string, AgentProduct> Table()
    {
        var table = new Dictionary<string, AgentProduct>(StringComparer.OrdinalIgnoreCase);
        Put(table, AgentFamily.Safari, Ancestor, "Safari");
        Put(table, AgentFamily.Chrome, Engine, "Chrome", "Chromium", "CriOS");
        Put(table, AgentFamily.Firefox, Engine, "Firefox", "FxiOS", "Focus");
        Put(table, AgentFamily.InternetExplorer, Engine, "MSIE", "Trident");
        Put(table, AgentFamily.Edge, Browser, "Edg", "Edge", "EdgA", "EdgiOS");
        Put(table, AgentFamily.Opera, Browser, "OPR", "Opera", "OPiOS", "OPT", "OPX");
        Put(table, AgentFamily.SamsungInternet, Browser, "SamsungBrowser");
        Put(table, AgentFamily.Vivaldi, Browser, "Vivaldi");
        Put(table, AgentFamily.Yandex, Browser, "YaBrowser");
        Put(table, AgentFamily.UCBrowser, Browser, "UCBrowser", "UBrowser", "UCWEB");
        Put(table, AgentFamily.DuckDuckGo, Browser, "DuckDuckGo", "Ddg");
        Put(table, AgentFamily.Silk, Browser, "Silk");
        Put(table, AgentFamily.HuaweiBrowser, Browser, "HuaweiBrowser");
        Put(table, AgentFamily.MiuiBrowser, Browser, "MiuiBrowser");
        Put(table, AgentFamily.Brave, Browser, "Brave");
        Put(table, AgentFamily.TextBrowser, Browser, "Lynx", "Links", "ELinks", "w3m");
        Put(table, AgentFamily.Electron, Shell, "Electron");
        Put(table, AgentFamily.InApp, Shell,
            "FBAN", "FBAV", "Instagram", "MicroMessenger", "Line", "GSA", "Snapchat", "musical_ly", "BytedanceWebview",
            "TwitterAndroid", "LinkedInApp");
        Put(table, AgentFamily.HeadlessChrome, Headless, "HeadlessChrome");
        Put(table, AgentFamily.PhantomJS, Headless, "PhantomJS");
        AgentLibraries.Put((family, word) => Put(table, family, family == AgentFamily.Scanner ? Scanner : Library, word));
        AgentRobots.Put((bot, word) => table[word] = new AgentProduct(AgentFamily.Bot, Robot, bot));
        PutSystems(table);
        return table;
    }

    private static void PutSystems(Dictionary<string, AgentProduct> table)
    {
        System(AgentSystem.Windows, AgentDevice.Unknown, "Windows", "Win32", "Win64");
        System(AgentSystem.MacOS, AgentDevice.Unknown, "Macintosh", "macOS");
        System(AgentSystem.Linux, AgentDevice.Unknown, "Linux", "X11", "Ubuntu", "Fedora", "Debian");
        System(AgentSystem.Android, AgentDevice.Unknown, "Android");
        System(AgentSystem.IOS, AgentDevice.Mobile, "iPhone", "iPod");
        System(AgentSystem.IOS, AgentDevice.Tablet, "iPad");
        System(AgentSystem.IOS, AgentDevice.Unknown, "iOS");
        System(AgentSystem.ChromeOS, AgentDevice.Unknown, "CrOS");
        System(AgentSystem.Other, AgentDevice.Unknown, "FreeBSD", "OpenBSD", "NetBSD", "SunOS", "Tizen");
        System(AgentSystem.Other, AgentDevice.Mobile, "KAIOS", "BlackBerry", "BB10");
        System(AgentSystem.Unknown, AgentDevice.Mobile, "Mobile", "Phone", "Mobi");
        System(AgentSystem.Unknown, AgentDevice.Tablet, "Tablet", "Kindle", "PlayBook");
        System(AgentSystem.Unknown, AgentDevice.Screen,
            "SMART-TV", "SmartTV", "AppleTV", "GoogleTV", "BRAVIA", "Roku", "CrKey", "TV", "HbbTV", "PlayStation", "Xbox", "Nintendo");

        void System(AgentSystem system, AgentDevice device, params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                table[word] = new AgentProduct(System: system, Device: device);
            }
        }
    }

    private static void Put(
        Dictionary<string, AgentProduct> table, AgentFamily family, byte rank, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            table[word] = new AgentProduct(family, rank);
        }
    }
}
