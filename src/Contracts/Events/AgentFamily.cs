namespace SecurityDecisioning.Contracts.Events;

/// <summary>Browser, library or robot that a user agent claims. Values are stored: never renumber.</summary>
public enum AgentFamily : byte
{
    Unknown = 0,

    // Browsers.
    Chrome = 1,
    Edge = 2,
    Firefox = 3,
    Safari = 4,
    Opera = 5,
    SamsungInternet = 6,
    Vivaldi = 7,
    Yandex = 8,
    UCBrowser = 9,
    InternetExplorer = 10,
    AndroidWebView = 11,
    IOSWebView = 12,
    HeadlessChrome = 13,
    DuckDuckGo = 14,
    Silk = 15,
    HuaweiBrowser = 16,
    MiuiBrowser = 17,
    InApp = 18,
    Electron = 19,
    Brave = 20,
    PhantomJS = 21,
    TextBrowser = 22,

    // Libraries and tools.
    Curl = 64,
    Wget = 65,
    Httpie = 66,
    PythonRequests = 67,
    PythonUrllib = 68,
    PythonAiohttp = 69,
    PythonHttpx = 70,
    Scrapy = 71,
    Go = 72,
    Java = 73,
    OkHttp = 74,
    ApacheHttpClient = 75,
    Node = 76,
    Axios = 77,
    Ruby = 78,
    Php = 79,
    Perl = 80,
    DotNet = 81,
    Postman = 82,
    Dart = 83,
    AppleNetworking = 84,
    Rust = 85,
    LoadTool = 86,
    Scanner = 87,
    OtherLibrary = 95,

    /// <summary>A robot that names itself; which one is in <see cref="ClientAgent.Bot"/>.</summary>
    Bot = 96,
}
