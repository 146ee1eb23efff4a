using System.Net;
using System.Text.Json;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

/// <summary>The challenge to sign in again, over real HTTP.</summary>
internal sealed class StepUpTests
{
    [Test]
    public async Task Program_is_told_as_the_standard_says()
    {
        await using var host = await StartAsync(o => o.AcrValues = "urn:mfa urn:hardware");
        using var answer = await host.Client.GetAsync("/api/transfer");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo(
            "Bearer error=\"insufficient_user_authentication\", error_description=\"A more recent authentication is required\", "
            + "max_age=\"900\", acr_values=\"urn:mfa urn:hardware\""));
        Assert.That(problem.RootElement.GetProperty("type").GetString(), Does.EndWith(":step-up-required"));
        Assert.That(problem.RootElement.GetProperty("max_age").GetInt32(), Is.EqualTo(900));
        Assert.That(problem.RootElement.GetProperty("reference").GetString(), Is.EqualTo(answer.Header("X-Decision-Id")));
    }

    [Test]
    public async Task Person_is_sent_to_the_sign_in_page_and_comes_back()
    {
        await using var host = await StartAsync(o => (o.SignInPage, o.ReturnParameter) = ("/login", "next"));
        using var answer = await host.BrowseAsync("/transfer?to=7&note=a%26b");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(answer.Header("Location"), Is.EqualTo("/login?next=%2Ftransfer%3Fto%3D7%26note%3Da%2526b"));
        Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
    }

    [Test]
    public async Task Person_without_a_sign_in_page_is_shown_what_to_do()
    {
        await using var host = await StartAsync();
        using var answer = await host.BrowseAsync("/transfer");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Please sign in again").And.Contain("fresh sign-in"));
    }

    [TestCase("/login")]
    [TestCase("/LOGIN/")]
    public async Task Sign_in_page_stays_open_and_learns_why(string path)
    {
        await using var host = await StartAsync(o => o.SignInPage = "/login");
        using var answer = await host.BrowseAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("challenge;step-up verified"));
        Assert.That(host.Sink.Decisions.Single().Flags.HasFlag(DecisionFlags.NotEnforced), "and the record says so");
        Assert.That((await host.Sink.PairAsync(path)).Outcome.Action, Is.EqualTo(ActionKind.Allow));
    }

    [Test]
    public async Task Who_has_just_signed_in_is_known_to_have()
    {
        await using var host = await StartAsync(metadata: new()
        {
            ["Sd.Operation"] = "login", ["Sd.AccountField"] = "user", ["Sd.SessionCookie"] = "sid", ["Sd.LoginSucceeded"] = "status=200",
        });
        host.Script.Decide = static (_, _) => { };
        using var signedIn = await host.BrowseAsync("/in", "", HttpMethod.Post, Answers.Form(("user", "alice"), ("password", "x")));
        await host.Sink.PairAsync("/in");
        using var known = await host.BrowseAsync("/a", signedIn.Cookie("sid"));
        using var stranger = await host.BrowseAsync("/b", "sid=invented");

        Assert.That((await host.Sink.PairAsync("/a")).Request.Traits.HasFlag(RequestTraits.SignedInRecently));
        Assert.That((await host.Sink.PairAsync("/b")).Request.Traits.HasFlag(RequestTraits.SignedInRecently), Is.False);
    }

    [TestCase("login")]
    [TestCase("//evil.example")]
    [TestCase("https://evil.example/")]
    [TestCase("/login?next=1")]
    public void Sign_in_page_elsewhere_does_not_start(string page) => Assert.That(
        async () => await (await StartAsync(o => o.SignInPage = page)).DisposeAsync(),
        Throws.Exception.With.Message.Contains("StepUp:SignInPage"));

    private static Task<ProxyHost> StartAsync(Action<StepUpOptions>? configure = null, Dictionary<string, string>? metadata = null) =>
        StartAsync(metadata, o => configure?.Invoke(o.StepUp));

    private static async Task<ProxyHost> StartAsync(Dictionary<string, string>? metadata, Action<SecurityDecisioningOptions> configure)
    {
        var verifier = new RiskHeaderVerifier(TestKeys.UpstreamKey, TimeSpan.FromMinutes(1), TimeProvider.System);
        var host = await ProxyHost.StartAsync(
            context =>
            {
                context.Response.Headers.Append("Set-Cookie", "sid=fresh");
                var verified = verifier.VerifyObligations(context.Request.Headers) ? " verified" : "";
                return context.Response.WriteAsync(context.Request.Headers[RiskHeaderNames.Obligations] + verified);
            },
            metadata, configure);
        host.Script.Decide = static (request, decision) =>
        {
            if (!request.Traits.HasFlag(RequestTraits.SignedInRecently))
            {
                decision.Action = ActionKind.Challenge;
                decision.ChallengeKind = ChallengeKind.StepUp;
            }
        };
        return host;
    }
}
