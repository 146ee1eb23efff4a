using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Enforcement;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Enforcement;

/// <summary>Throttle, revoke, failure and what an allowed answer carries.</summary>
internal sealed class AnswerTests
{
    private static readonly Dictionary<string, string> ShopRoute = new()
    {
        [RouteMetadata.Operation] = "login",
        [RouteMetadata.SessionCookie] = "sid",
        [RouteMetadata.LoginFailed] = "status=200; status=302 location=/login*",
        [RouteMetadata.LoginSucceeded] = "status=302",
    };

    [Test]
    public async Task Throttle_says_how_long_to_wait()
    {
        await using var host = await ProxyHost.StartAsync(Hello);
        host.Script.Always(ActionKind.Throttle, 12_001);

        using var program = await host.Client.GetAsync("/api");
        using var person = await host.BrowseAsync("/page");
        var problem = await program.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(program.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(program.Header("Retry-After"), Is.EqualTo("13"));
        Assert.That(program.Header("RateLimit"), Is.EqualTo("\"test-policy\";r=0;t=13"));
        Assert.That(program.Header("RateLimit-Policy"), Is.EqualTo("\"test-policy\";q=0;w=13"));
        Assert.That(problem.GetProperty("type").GetString(), Does.EndWith(":throttled"));
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(429));
        Assert.That(await person.Content.ReadAsStringAsync(), Does.Contain("13 seconds").And.Contain(person.Header("X-Decision-Id")));
    }

    [Test]
    public async Task Revoke_ends_the_session()
    {
        await using var host = await ProxyHost.StartAsync(Hello, ShopRoute);
        host.Script.Always(ActionKind.Revoke);

        using var response = await host.BrowseAsync("/account", "sid=stolen");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(response.SetCookie("sid"), Does.StartWith("sid=;").And.Contain("Max-Age=0"));
        Assert.That(response.Header("WWW-Authenticate"), Is.Not.Empty);
        Assert.That(response.Header("Cache-Control"), Is.EqualTo("no-store"));
    }

    [Test]
    public async Task Adverse_answer_waits_for_its_record()
    {
        await using var host = await ProxyHost.StartAsync(Hello);
        var durable = new TaskCompletionSource();
        host.Sink.Acknowledge = () => new ValueTask(durable.Task);
        host.Script.Always(ActionKind.Throttle);

        var asking = host.Client.GetAsync("/a");
        await host.Sink.FirstAsync();
        await Task.Delay(100);
        var before = asking.IsCompleted;
        durable.SetResult();
        using var response = await asking;

        Assert.That(before, Is.False);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [TestCase("open", HttpStatusCode.OK, DecisionFlags.FailedOpen)]
    [TestCase("closed", HttpStatusCode.ServiceUnavailable, DecisionFlags.FailedClosed)]
    public async Task Failure_of_ours_is_the_routes_fail_mode(string mode, HttpStatusCode expected, DecisionFlags flag)
    {
        await using var host = await ProxyHost.StartAsync(Hello, new() { [RouteMetadata.FailMode] = mode });
        host.Script.Decide = (_, _) => throw new InvalidOperationException("the engine is broken");

        using var response = await host.Client.GetAsync("/a");

        Assert.That(response.StatusCode, Is.EqualTo(expected));
        Assert.That(host.Sink.Decisions.Single().Flags, Is.EqualTo(flag));
        Assert.That((await host.Sink.PairAsync("/a")).Outcome.Status, Is.EqualTo((int)expected));
    }

    [TestCase("open", HttpStatusCode.OK)]
    [TestCase("closed", HttpStatusCode.ServiceUnavailable)]
    public async Task Adverse_decision_that_cannot_be_recorded_is_the_routes_fail_mode(string mode, HttpStatusCode expected)
    {
        await using var host = await ProxyHost.StartAsync(Hello, new() { [RouteMetadata.FailMode] = mode });
        host.Sink.Acknowledge = () => ValueTask.FromException(new IOException("the disk is full"));
        host.Script.Always(ActionKind.Revoke);

        using var response = await host.Client.GetAsync("/a");

        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Request_that_could_not_be_decided_is_folded_as_the_log_will_say()
    {
        await using var host = await ProxyHost.StartAsync(Hello);
        var folded = new ConcurrentQueue<(EventId, EventKind)>();
        host.Script.Decide = (_, _) => throw new InvalidOperationException("the engine is broken");
        host.Script.Observe = e => folded.Enqueue((e.Id, e.Kind));

        using var response = await host.Client.GetAsync("/a");
        await host.Sink.PairAsync("/a");
        for (var i = 0; i < 500 && folded.Count < 2; i++)
        {
            await Task.Delay(10);
        }

        Assert.That(folded, Is.EqualTo(host.Sink.Events.Select(e => (e.Id, e.Kind))));
    }

    [Test]
    public async Task Restriction_of_a_decision_that_the_log_refuses_is_withdrawn_and_never_counted()
    {
        await using var host = await ProxyHost.StartAsync(Hello);
        var (withdrawn, counted) = (new ConcurrentQueue<EventId>(), new ConcurrentQueue<EventId>());
        host.Script.Recorded = decision => counted.Enqueue(decision.Id);
        host.Script.Withdraw = decision => withdrawn.Enqueue(decision.Id);
        host.Sink.DecisionFailure = decision => decision.Action == ActionKind.Allow ? null : new IOException("the buffer is full");
        host.Script.Always(ActionKind.Revoke);

        using var response = await host.Client.GetAsync("/a");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), "the route fails open");
        Assert.That(withdrawn.Single().ToString(), Is.EqualTo(response.Header("X-Decision-Id")));
        Assert.That(counted, Is.Empty);
        host.Sink.DecisionFailure = _ => null;
        using var next = await host.Client.GetAsync("/a");
        Assert.That(counted.Single().ToString(), Is.EqualTo(next.Header("X-Decision-Id")));
    }

    [Test]
    public async Task Later_step_that_throws_is_a_500_with_a_reference_and_no_login_that_succeeded()
    {
        await using var host = await ProxyHost.StartAsync(
            Hello,
            new() { [RouteMetadata.Operation] = "login" },
            step: (_, _) => throw new InvalidOperationException("somebody else's step is broken"));

        using var response = await host.Client.PostAsync("/a", Answers.Form(("username", "alice")));
        var (_, outcome) = await host.Sink.PairAsync("/a");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(response.Header("X-Decision-Id"), Is.EqualTo(outcome.Id.ToString()));
        Assert.That((outcome.Status, outcome.Login), Is.EqualTo((500, LoginOutcome.None)));
    }

    [Test]
    public async Task Failing_sink_and_observer_never_reach_the_client()
    {
        await using var host = await ProxyHost.StartAsync(Hello);
        host.Sink.PublishFailure = () => new IOException("the disk is full");
        host.Script.Observe = _ => throw new InvalidOperationException("broken");

        using var response = await host.Client.GetAsync("/a");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Shadow_route_decides_and_changes_nothing()
    {
        await using var host = await ProxyHost.StartAsync(Hello, new() { [RouteMetadata.Mode] = "shadow" });
        host.Script.Always(ActionKind.Revoke);

        using var response = await host.Client.GetAsync("/a");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(host.Sink.Decisions.Single(), Is.EqualTo(
            (host.Sink.Decisions.Single().Id, ActionKind.Revoke, DecisionFlags.NotEnforced)));
        Assert.That((await host.Sink.PairAsync("/a")).Outcome.Action, Is.EqualTo(ActionKind.Allow));
    }

    [Test]
    public async Task Upstream_reads_signed_risk_headers_and_none_of_the_clients()
    {
        var verifier = new RiskHeaderVerifier(
            RiskHeaderVerifier.DeriveKey(TestKeys.Token), TimeSpan.FromMinutes(1), TimeProvider.System);
        await using var host = await ProxyHost.StartAsync(context => context.Response.WriteAsync(
            $"{verifier.Verify(context.Request.Headers)} {context.Request.Headers["X-SD-Risk"]} {context.Request.Headers["X-SD-Admin"]} " +
            $"{context.Request.Headers["x_sd_risk"]} {context.Request.Headers["X-SD-Threat"]}"));
        host.Script.Decide = (_, decision) => (decision.Risk, decision.Threat) = (0.5f, Threat.Scraping);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a");
        request.Headers.Add("x-sd-risk", "0.0000");
        request.Headers.Add("X-Sd-Admin", "yes");
        request.Headers.TryAddWithoutValidation("X_SD_Risk", "0");

        using var response = await host.Client.SendAsync(request);

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("True 0.5000   scraping"));
        Assert.That(response.Header("X-Decision-Id"), Has.Length.EqualTo(EventId.TextLength));
    }

    [Test]
    public async Task Login_teaches_whose_session_it_is()
    {
        await using var host = await ProxyHost.StartAsync(
            context =>
            {
                context.Response.StatusCode = 302;
                var ok = context.Request.Path == "/login";
                context.Response.Headers.Location = ok ? "/account" : "/login?failed";
                context.Response.Headers.SetCookie = ok ? "sid=abc123; Path=/; HttpOnly" : "";
                return Task.CompletedTask;
            },
            ShopRoute);

        using var failed = await host.Client.PostAsync("/other", Answers.Form(("username", "Alice"), ("password", "x")));
        using var login = await host.Client.PostAsync("/login", Answers.Form(("username", "Alice"), ("password", "x")));
        var outcome = (await host.Sink.PairAsync("/login")).Outcome;
        using var later = await host.BrowseAsync("/later", "sid=abc123");
        var request = (await host.Sink.PairAsync("/later")).Request;

        Assert.That((await host.Sink.PairAsync("/other")).Outcome.Login, Is.EqualTo(LoginOutcome.Failed));
        Assert.That(outcome.Login, Is.EqualTo(LoginOutcome.Succeeded));
        Assert.That(outcome.NewSession, Is.EqualTo(TestKeys.Pseudonymizer.OfSession("abc123")));
        Assert.That(request.Account, Is.EqualTo(TestKeys.Pseudonymizer.OfAccount("alice")));
        Assert.That(request.Traits & RequestTraits.AccountVerified, Is.Not.Zero);
    }

    [TestCase("", "text/html", true)]
    [TestCase("private, max-age=60", "text/html; charset=utf-8", true)]
    [TestCase("no-store", "text/html", true)]
    [TestCase("public, max-age=60", "text/html", false)]
    [TestCase("max-age=60", "text/html", false)]
    [TestCase("", "application/json", false)]
    public async Task Device_cookie_comes_with_pages_that_no_cache_shares(string cacheControl, string contentType, bool expected)
    {
        await using var host = await ProxyHost.StartAsync(context =>
        {
            context.Response.Headers.CacheControl = cacheControl;
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync("hi");
        });

        using var response = await host.BrowseAsync("/a");

        Assert.That(response.SetCookie("sd_device").Length > 0, Is.EqualTo(expected));
    }

    [Test]
    public async Task Device_is_known_again_and_a_forged_one_is_told()
    {
        await using var host = await ProxyHost.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("hi");
        });

        using var first = await host.BrowseAsync("/one");
        using var second = await host.BrowseAsync("/two", first.Cookie("sd_device"));
        using var forged = await host.BrowseAsync("/three", "sd_device=" + new string('A', 56));
        var known = (await host.Sink.PairAsync("/two")).Request;
        var liar = (await host.Sink.PairAsync("/three")).Request;

        Assert.That(known.Device.IsNone, Is.False);
        Assert.That(second.SetCookie("sd_device"), Is.Empty);
        Assert.That((liar.Device.IsNone, (liar.Traits & RequestTraits.ForgedToken) != 0), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Forwarded_address_of_a_stranger_is_ignored_and_told()
    {
        await using var host = await ProxyHost.StartAsync(Hello);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a");
        request.Headers.Add("X-Forwarded-For", "198.51.100.1");

        using var response = await host.Client.SendAsync(request);
        var seen = (await host.Sink.PairAsync("/a")).Request;

        Assert.That(seen.Ip.ToString(), Is.EqualTo("127.0.0.1"));
        Assert.That(seen.Traits & RequestTraits.ForgedForwarding, Is.Not.Zero);
    }

    [TestCase("", ForwardedHeaderKind.Forwarded, "")]
    [TestCase("127.0.0.1", ForwardedHeaderKind.XForwardedFor, "")]
    [TestCase("127.0.0.1", ForwardedHeaderKind.Forwarded, "for=198.51.100.1")]
    public async Task Forwarded_reaches_the_upstream_only_from_a_trusted_proxy_that_writes_it(
        string trusted, ForwardedHeaderKind kind, string expected)
    {
        await using var host = await ProxyHost.StartAsync(
            context => context.Response.WriteAsync(context.Request.Headers["Forwarded"].ToString()),
            configure: options =>
            {
                options.ForwardedHeader = kind;
                if (trusted.Length > 0)
                {
                    options.TrustedProxies.Add(trusted);
                }
            },
            // With its X-Forwarded transforms on, YARP itself drops the header.
            transform: new Dictionary<string, string> { ["X-Forwarded"] = "Off" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a");
        request.Headers.TryAddWithoutValidation("Forwarded", "for=198.51.100.1");

        using var response = await host.Client.SendAsync(request);

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Huge_cookies_and_odd_bytes_are_no_error()
    {
        await using var host = await ProxyHost.StartAsync(Hello, ShopRoute);

        using var response = await host.BrowseAsync(
            "/a%0d%0aX-Evil:%201/%e2%80%ae", $"sid={new string('x', 12_000)}; =; ;;; sd_clearance=\"; sd_device");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(host.Sink.Events.First().Path, Is.EqualTo("/aX-Evil: 1/"));
        Assert.That(host.Sink.Events.First().Session.IsNone, Is.False);
    }

    private static Task Hello(HttpContext context) => context.Response.WriteAsync("hello");
}
