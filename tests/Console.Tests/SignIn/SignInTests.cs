using System.Net;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Console.Tests.Support;

namespace SecurityDecisioning.Console.Tests.SignIn;

internal sealed class SignInTests
{
    private RunningConsole _console = null!;
    private ManualTimeProvider _clock = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _clock = new ManualTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        _console = await RunningConsole.StartAsync(_clock);
    }

    [TearDown]
    public async Task StopAsync() => await _console.DisposeAsync();

    [TestCase("/")]
    [TestCase("/decisions")]
    [TestCase("/decisions/01K0000000000000000000000A")]
    [TestCase("/decisions/01K0000000000000000000000A.json")]
    [TestCase("/restrictions")]
    [TestCase("/restrictions/new")]
    [TestCase("/restrictions/01K0000000000000000000000A/undo")]
    [TestCase("/entity?key=ip:203.0.113.9")]
    [TestCase("/account")]
    [TestCase("/find?q=x")]
    [TestCase("/overview/series")]
    [TestCase("/overview/figures")]
    [TestCase("/overview/rankings")]
    [TestCase("/decisions/rows")]
    [TestCase("/signout")]
    public async Task Page_without_sign_in_leads_to_sign_in(string url)
    {
        using var visitor = new Visitor(_console);
        using var answer = await visitor.GetAsync(url);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(answer.Headers.Location!.ToString(), Does.Contain("/signin"));
        });
    }

    [Test]
    public async Task Fragment_without_sign_in_tells_the_browser_to_leave_the_page()
    {
        using var visitor = new Visitor(_console);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/decisions/rows") { Headers = { { "HX-Request", "true" } } };
        using var answer = await visitor.SendAsync(request);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(answer.Headers.GetValues("HX-Redirect"), Is.EqualTo(new[] { "/signin" }));
        });
    }

    [Test]
    public async Task Right_password_signs_in_with_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        using var visitor = new Visitor(_console);
        using var answer = await visitor.SignInAsync("Analyst ", _console.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("sd_console=", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(cookie, Does.Contain("httponly").IgnoreCase.And.Contain("samesite=strict").IgnoreCase);
            Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("/account?first=1"));
        });
    }

    [TestCase("analyst", "wrong-password-here")]
    [TestCase("nobody", "wrong-password-here")]
    [TestCase("analyst", "")]
    [TestCase("", "")]
    public async Task Wrong_sign_in_says_the_same_for_every_mistake(string name, string password)
    {
        using var visitor = new Visitor(_console);
        using var answer = await visitor.SignInAsync(name, password);
        var page = await Visitor.ReadAsync(answer);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(page.QuerySelector("[role=alert]")!.TextContent.Trim(), Is.EqualTo("User name or password is wrong."));
        });
    }

    [Test]
    public async Task Name_tried_too_often_waits_even_with_the_right_password_and_then_may_again()
    {
        using var visitor = new Visitor(_console);
        for (var i = 0; i < SignInThrottle.PerName; i++)
        {
            (await visitor.SignInAsync("analyst", "wrong-password-here")).Dispose();
        }

        using var refused = await visitor.SignInAsync("analyst", _console.Password);
        _clock.Advance(TimeSpan.FromMinutes(5));
        using var allowed = await visitor.SignInAsync("analyst", _console.Password);

        Assert.Multiple(() =>
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(allowed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        });
    }

    [Test]
    public async Task Sign_in_leads_to_where_somebody_wanted_to_go_but_never_to_another_site()
    {
        using var visitor = new Visitor(_console);
        using var inside = await visitor.SignInAsync("analyst", _console.Password, "/signin?next=%2Frestrictions");
        using var other = new Visitor(_console);
        using var outside = await other.SignInAsync("analyst", _console.Password, "/signin?next=https%3A%2F%2Fevil.example%2F");

        Assert.Multiple(() =>
        {
            Assert.That(inside.Headers.Location!.ToString(), Is.EqualTo("/restrictions"));
            Assert.That(outside.Headers.Location!.ToString(), Does.StartWith("/"));
            Assert.That(outside.Headers.Location!.ToString(), Does.Not.Contain("evil"));
        });
    }

    [TestCase("/signin")]
    [TestCase("/signout")]
    [TestCase("/account")]
    [TestCase("/restrictions/new")]
    public async Task Post_without_antiforgery_token_is_refused(string url)
    {
        using var visitor = await Visitor.SignedInAsync(_console);
        using var answer = await visitor.PostAsync(url, ("name", "analyst"), ("password", _console.Password));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Sign_out_ends_the_sign_in()
    {
        using var visitor = await Visitor.SignedInAsync(_console);
        using var answer = await visitor.SubmitAsync("/account", "form[action='/signout']");
        using var after = await visitor.GetAsync("/decisions");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("/signin"));
            Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        });
    }

    [Test]
    public async Task Unused_sign_in_ends_by_itself()
    {
        using var visitor = await Visitor.SignedInAsync(_console);
        _clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));
        using var answer = await visitor.GetAsync("/decisions");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task Changed_password_signs_other_browsers_out_and_keeps_this_one()
    {
        using var here = await Visitor.SignedInAsync(_console);
        using var there = await Visitor.SignedInAsync(_console);
        using var changed = await here.SubmitAsync(
            "/account", "form[action='/account']", ("current", _console.Password), ("wanted", "correct horse battery"), ("again", "correct horse battery"));
        using var stillHere = await here.GetAsync("/decisions");
        using var nowThere = await there.GetAsync("/decisions");
        using var fresh = new Visitor(_console);
        using var old = await fresh.SignInAsync("analyst", _console.Password);

        Assert.Multiple(() =>
        {
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(stillHere.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(nowThere.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(old.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        });
    }

    [TestCase("wrong", "correct horse battery", "correct horse battery", "current password is wrong")]
    [TestCase(null, "short", "short", "shorter than 12")]
    [TestCase(null, "correct horse battery", "another horse battery", "differ")]
    [TestCase(null, "the analyst of today", "the analyst of today", "user name")]
    public async Task Bad_new_password_is_refused_and_the_old_one_stays(string? current, string wanted, string again, string says)
    {
        using var visitor = await Visitor.SignedInAsync(_console);
        using var answer = await visitor.SubmitAsync(
            "/account", "form[action='/account']", ("current", current ?? _console.Password), ("wanted", wanted), ("again", again));
        var page = await Visitor.ReadAsync(answer);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(page.QuerySelector("[role=alert]")!.TextContent, Does.Contain(says));
            Assert.That(_console.Users.Verify("analyst", _console.Password), Is.Not.Null);
        });
    }
}
