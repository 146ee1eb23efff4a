using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SecurityDecisioning.Console.Tests.Support;

/// <summary>A browser without scripts: cookies, pages, forms with their hidden fields.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(RunningConsole console)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        _http = new HttpClient(handler) { BaseAddress = console.Address };
    }

    public static async Task<Visitor> SignedInAsync(RunningConsole console)
    {
        var visitor = new Visitor(console);
        using var answer = await visitor.SignInAsync("analyst", console.Password);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return visitor;
    }

    public Task<HttpResponseMessage> GetAsync(string url) => _http.GetAsync(url);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public async Task<IHtmlDocument> PageAsync(string url)
    {
        using var answer = await _http.GetAsync(url);
        return await ReadAsync(answer);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string page = "/signin") =>
        await SubmitAsync(page, "form", ("name", name), ("password", password));

    /// <summary>Fills in and posts the form that <paramref name="selector"/> finds on <paramref name="page"/>.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string selector, params (string Name, string Value)[] fields)
    {
        var form = (await PageAsync(page)).QuerySelector<IHtmlFormElement>(selector)
            ?? throw new InvalidOperationException($"{page} has no {selector}");
        var values = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await _http.PostAsync(form.GetAttribute("action") ?? page, new FormUrlEncodedContent(values));
    }

    /// <summary>Chooses files in a form and posts it.</summary>
    public async Task<HttpResponseMessage> UploadAsync(
        string page, string selector, (string Name, byte[] Bytes)[] files, params (string Name, string Value)[] fields)
    {
        var form = (await PageAsync(page)).QuerySelector<IHtmlFormElement>(selector)
            ?? throw new InvalidOperationException($"{page} has no {selector}");
        using var body = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]"))
        {
            body.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        foreach (var (name, value) in fields)
        {
            body.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes) in files)
        {
            body.Add(new ByteArrayContent(bytes), "files", name);
        }

        // What is too large is refused before it is sent, as a browser's would be.
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action") ?? page) { Content = body };
        request.Headers.ExpectContinue = true;
        return await _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields) =>
        _http.PostAsync(url, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public void Dispose() => _http.Dispose();
}
