using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>Somebody at the console, with the forms it has and nothing else.</summary>
internal sealed class Analyst : IDisposable
{
    private readonly HttpClient _client;

    private Analyst(HttpClient client) => _client = client;

    public static Task<Analyst> SignInAsync(RunningProduct product) => SignInAsync(product.Console, product.FirstPassword);

    public static async Task<Analyst> SignInAsync(Uri console, string password)
    {
        var analyst = new Analyst(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = console });
        await analyst.SubmitAsync("/signin", ("name", "analyst"), ("password", password));
        return analyst;
    }

    /// <summary>A recorded decision, as the console lets one download it; waits until it has been recorded.</summary>
    public async Task<JsonNode> DecisionAsync(string id)
    {
        JsonNode? decision = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var response = await _client.GetAsync($"/decisions/{id}.json");
                decision = response.StatusCode == HttpStatusCode.OK ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
                return decision is not null;
            },
            $"the record of decision {id}");
        return decision!;
    }

    /// <summary>The one entity of a kind in a decision, for example <c>session:0f3c…</c>.</summary>
    public async Task<string> EntityOfAsync(string decision, string kind) =>
        (await DecisionAsync(decision))["event"]!["entities"]!.AsArray().Select(e => (string)e!)
            .Single(e => e.StartsWith(kind + ":", StringComparison.Ordinal));

    public Task RestrictAsync(string entity, string action) => SubmitAsync(
        "/restrictions/new", ("entity", entity), ("action", action), ("minutes", "60"), ("reason", "Seen by an analyst"));

    /// <summary>Undoes the only restriction that stands on an address, by the button beside it.</summary>
    public async Task UndoAsync(string entity)
    {
        var page = await new HtmlParser().ParseDocumentAsync(
            await _client.GetStringAsync($"/entity?key={Uri.EscapeDataString(entity)}"));
        var undo = page.QuerySelectorAll("a[href*='/undo']").Single().GetAttribute("href")!;
        await SubmitAsync(undo, ("reason", "It was a mistake"));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Opens the page with the form, fills it in and sends it where it says.</summary>
    private async Task SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await _client.GetStringAsync(path));
        var name = fields[0].Name;
        var form = page.QuerySelector($"[name={name}]")!.Closest("form")!;
        var values = form.QuerySelectorAll("input[type=hidden]")
            .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var body = new FormUrlEncodedContent(values);
        using var answer = await _client.PostAsync(form.GetAttribute("action"), body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), $"the console refused the form of {path}");
    }
}
