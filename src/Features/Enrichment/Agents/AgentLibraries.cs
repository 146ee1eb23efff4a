namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>How HTTP libraries, command-line tools and scanners call themselves.</summary>
internal static class AgentLibraries
{
    public static void Put(Action<AgentFamily, string> put)
    {
        foreach (var (family, words) in All)
        {
            foreach (var word in words)
            {
                put(family, word);
            }
        }
    }

    private static (AgentFamily Family, string[] Words)[] All { get; } =
    [
        (AgentFamily.Curl, ["curl", "libcurl", "curl_cffi"]),
        (AgentFamily.Wget, ["Wget", "Wget2"]),
        (AgentFamily.Httpie, ["HTTPie", "xh"]),
        (AgentFamily.PythonRequests, ["python-requests"]),
        (AgentFamily.PythonUrllib, ["Python-urllib", "urllib3", "python"]),
        (AgentFamily.PythonAiohttp, ["aiohttp"]),
        (AgentFamily.PythonHttpx, ["python-httpx", "httpx"]),
        (AgentFamily.Scrapy, ["Scrapy"]),
        (AgentFamily.Go, ["Go-http-client", "colly", "fasthttp", "go-resty"]),
        (AgentFamily.Java, ["Java", "Java-http-client", "Jersey", "Dalvik", "Jakarta"]),
        (AgentFamily.OkHttp, ["okhttp"]),
        (AgentFamily.ApacheHttpClient, ["Apache-HttpClient", "Apache-HttpAsyncClient", "Jakarta-Commons-HttpClient"]),
        (AgentFamily.Node, ["node", "node-fetch", "undici", "got", "node-superagent", "Deno", "Bun"]),
        (AgentFamily.Axios, ["axios"]),
        (AgentFamily.Ruby, ["Ruby", "Faraday", "rest-client", "HTTParty", "Typhoeus"]),
        (AgentFamily.Php, ["PHP", "GuzzleHttp", "PHP-Curl-Class", "Symfony"]),
        (AgentFamily.Perl, ["libwww-perl", "LWP::Simple", "LWP", "WWW-Mechanize", "Mojolicious"]),
        (AgentFamily.DotNet, ["RestSharp", "Flurl.Http", "Microsoft.Http", "PowerShell", "WindowsPowerShell"]),
        (AgentFamily.Postman, ["PostmanRuntime", "Postman", "insomnia", "Bruno"]),
        (AgentFamily.Dart, ["Dart"]),
        (AgentFamily.AppleNetworking, ["CFNetwork"]),
        (AgentFamily.Rust, ["reqwest", "hyper", "ureq", "isahc"]),
        (AgentFamily.LoadTool, ["k6", "wrk", "ApacheBench", "hey", "Apache-JMeter", "Gatling", "siege", "vegeta", "locust"]),
        (
            AgentFamily.Scanner,
            [
                "sqlmap", "Nikto", "Nmap", "masscan", "zgrab", "Nuclei", "gobuster", "ffuf", "Fuzz", "DirBuster", "WPScan", "Hydra",
                "Acunetix", "Nessus", "OpenVAS", "WhatWeb", "feroxbuster", "CensysInspect", "Expanse", "wfuzz", "Arachni", "w3af.org",
            ]),
        (AgentFamily.OtherLibrary, ["Mechanize", "libwww", "lua-resty-http", "Elixir", "hackney", "Erlang", "Swift", "Alamofire"]),
    ];
}
