using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

internal sealed class ChallengeTests
{
    private const int Difficulty = 8;

    [Test]
    public async Task Browser_that_solves_the_page_goes_on_where_it_was()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/products?page=2&q=%3Cb%3E");
        var page = await challenged.Content.ReadAsStringAsync();
        var device = challenged.Cookie("sd_device");

        using var answered = await AnswerAsync(host, page, device);
        using var cleared = await host.BrowseAsync("/products", $"{device}; {answered.Cookie("sd_clearance")}");

        Assert.That(challenged.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answered.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(answered.Header("Location"), Is.EqualTo("/products?page=2&q=%3Cb%3E"));
        Assert.That(answered.SetCookie("sd_clearance"), Does.Contain("HttpOnly").And.Contain("SameSite=Lax").And.Contain("Max-Age=1800"));
        Assert.That(await cleared.Content.ReadAsStringAsync(), Is.EqualTo("upstream"));
    }

    [Test]
    public async Task Challenge_and_its_answer_are_events()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var page = await challenged.Content.ReadAsStringAsync();
        using var wrong = await host.BrowseAsync(
            OwnPaths.ChallengeAnswer, "", HttpMethod.Post, Answers.Form(("token", "x"), ("solution", "1")));
        var failed = (await host.Sink.PairAsync(OwnPaths.ChallengeAnswer)).Outcome;
        host.Sink.Events.Clear();
        using var right = await AnswerAsync(host, page, "");
        var passed = (await host.Sink.PairAsync(OwnPaths.ChallengeAnswer)).Outcome;

        Assert.That((failed.Challenge, failed.Operation, failed.Status), Is.EqualTo((ChallengeOutcome.Failed, Operation.ChallengeAnswer, 403)));
        Assert.That((passed.Challenge, passed.Action, passed.Status), Is.EqualTo((ChallengeOutcome.Passed, ActionKind.Allow, 303)));
    }

    [Test]
    public async Task Given_challenge_is_told_in_the_outcome()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");

        var (_, outcome) = await host.Sink.PairAsync("/a");
        Assert.That((outcome.Challenge, outcome.Action, outcome.Status), Is.EqualTo((ChallengeOutcome.Given, ActionKind.Challenge, 403)));
    }

    [Test]
    public async Task Page_says_why_and_loads_nothing()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var page = await challenged.Content.ReadAsStringAsync();
        var policy = challenged.Header("Content-Security-Policy");
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];

        Assert.That(challenged.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(page, Does.Contain(challenged.Header("X-Decision-Id")).And.Contain("<noscript>").And.Contain("<html lang=\"en\">"));
        Assert.That(page, Does.Contain("Many failed &lt;logins&gt; came from &quot;here&quot;.").And.Not.Contain("<logins>"));
        Assert.That(page, Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("{{"));
        Assert.That(policy, Does.StartWith("default-src 'none'").And.Not.Contain("unsafe"));
        Assert.That(page, Does.Contain($"<script nonce=\"{nonce}\">").And.Contain($"<style nonce=\"{nonce}\">"));
    }

    [Test]
    public async Task Program_solves_the_problem_document_and_goes_on()
    {
        await using var host = await StartAsync();
        using var challenged = await host.Client.GetAsync("/api/items");
        var problem = await challenged.Content.ReadFromJsonAsync<JsonElement>();
        var challenge = problem.GetProperty("challenge");
        var token = challenge.GetProperty("token").GetString()!;
        using var answered = await host.Client.PostAsJsonAsync(
            challenge.GetProperty("answer_url").GetString(),
            new { token, solution = Answers.Solve(token, challenge.GetProperty("difficulty").GetInt32()) });
        var clearance = (await answered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clearance").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/items");
        request.Headers.Add("Cookie", $"sd_clearance={clearance}");
        using var cleared = await host.Client.SendAsync(request);

        Assert.That(challenged.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(challenged.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("reference").GetString(), Is.EqualTo(challenged.Header("X-Decision-Id")));
        Assert.That(problem.GetProperty("reason_code").GetString(), Is.EqualTo("LOGIN_FAILURES"));
        Assert.That(cleared.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Answer_counts_once()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var page = await challenged.Content.ReadAsStringAsync();

        using var first = await AnswerAsync(host, page, "");
        using var second = await AnswerAsync(host, page, "");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(second.SetCookie("sd_clearance"), Is.Empty);
    }

    [Test]
    public async Task Answer_of_another_browser_is_refused()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var page = await challenged.Content.ReadAsStringAsync();
        var token = Answers.Field(page, "token");

        using var answered = await host.Client.PostAsync(
            OwnPaths.ChallengeAnswer, Answers.Form(("token", token), ("solution", Answers.Solve(token, Difficulty))));

        Assert.That(answered.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("/\t/evil.example/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("/ok\r\nSet-Cookie: a=b")]
    public async Task Answer_never_leads_to_another_site(string target)
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var token = Answers.Field(await challenged.Content.ReadAsStringAsync(), "token");

        using var answered = await host.BrowseAsync(
            OwnPaths.ChallengeAnswer, "", HttpMethod.Post,
            Answers.Form(("token", token), ("solution", Answers.Solve(token, Difficulty)), ("return", target)));

        Assert.That(answered.Header("Location"), Is.EqualTo("/"));
        Assert.That(answered.SetCookie("a"), Is.Empty);
    }

    [Test]
    public async Task Throttled_client_stays_throttled_whatever_it_solves()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var page = await challenged.Content.ReadAsStringAsync();
        host.Script.Always(ActionKind.Throttle, 30_000);

        using var answered = await AnswerAsync(host, page, "");

        Assert.That(answered.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(answered.SetCookie("sd_clearance"), Is.Empty);
    }

    [Test]
    public async Task Script_in_a_browser_gets_a_problem_document()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
        request.Headers.Add("Accept", "text/html, */*");
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");

        using var response = await host.Client.SendAsync(request);

        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task Clearance_of_another_device_clears_nobody()
    {
        await using var host = await StartAsync();
        using var challenged = await host.BrowseAsync("/a");
        var device = challenged.Cookie("sd_device");
        using var answered = await AnswerAsync(host, await challenged.Content.ReadAsStringAsync(), device);

        using var stolen = await host.BrowseAsync("/a", answered.Cookie("sd_clearance"));

        Assert.That(stolen.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<ProxyHost> StartAsync()
    {
        var host = await ProxyHost.StartAsync(context => context.Response.WriteAsync("upstream"));
        host.Script.Challenge();
        return host;
    }

    private static Task<HttpResponseMessage> AnswerAsync(ProxyHost host, string page, string cookies)
    {
        var token = Answers.Field(page, "token");
        return host.BrowseAsync(
            OwnPaths.ChallengeAnswer, cookies, HttpMethod.Post,
            Answers.Form(
                ("token", token), ("solution", Answers.Solve(token, Difficulty)), ("return", Answers.Field(page, "return"))));
    }
}
