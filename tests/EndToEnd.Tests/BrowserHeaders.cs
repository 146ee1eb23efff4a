using System.Net.Http.Headers;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>What a browser sends with every page it asks for; a program that sends less is looked at more closely.</summary>
internal static class BrowserHeaders
{
    public static void AddTo(HttpRequestHeaders headers)
    {
        headers.UserAgent.ParseAdd(SampleEvents.Browser);
        headers.Accept.ParseAdd("text/html,*/*");
        headers.AcceptLanguage.ParseAdd("en-GB,en");
        headers.Add("Sec-Fetch-Site", "same-origin");
        headers.Add("Sec-Fetch-Mode", "navigate");
        headers.Add("Sec-Fetch-Dest", "document");
        headers.AcceptEncoding.ParseAdd("identity");
    }
}
