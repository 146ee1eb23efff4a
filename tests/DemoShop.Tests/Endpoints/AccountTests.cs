using System.Net;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.DemoShop.Tests.Endpoints;

internal sealed class AccountTests
{
    private RunningShop _shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shop = await RunningShop.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _shop.DisposeAsync();

    [Test]
    public async Task Login_with_the_right_password_redirects_to_the_account_with_a_session()
    {
        using var browser = _shop.Browser();
        using var answer = await RunningShop.SignInAsync(browser);
        var account = await browser.GetStringAsync("/account");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("/account"));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("shop_session=", StringComparison.Ordinal));
        Assert.That(cookie.ToLowerInvariant(), Does.Contain("httponly").And.Contain("samesite=lax"));
        Assert.That(account, Does.Contain(SeedAccounts.All[0].Name));
    }

    [TestCase("wrong-password")]
    [TestCase("")]
    public async Task Login_with_a_wrong_password_shows_the_form_again_with_401(string password)
    {
        using var browser = _shop.Browser();
        using var answer = await browser.PostAsync(
            "/login", RunningShop.Form(("username", SeedAccounts.All[0].Username), ("password", password)));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That(page, Does.Contain("action=\"/login\"").And.Contain("do not match"));
        Assert.That(password.Length > 0 && page.Contains(password, StringComparison.Ordinal), Is.False);
    }

    [Test]
    public async Task Logout_ends_the_session_for_whoever_kept_its_cookie()
    {
        using var browser = _shop.Browser();
        using var signedIn = await RunningShop.SignInAsync(browser);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var signedOut = await browser.PostAsync("/logout", null);
        using var thief = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = _shop.Address,
        };
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await thief.GetAsync("/account");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location!.ToString(), Does.StartWith("/login"));
    }

    [Test]
    public async Task Registering_signs_in_and_a_taken_address_is_told_apart()
    {
        using var browser = _shop.Browser();
        var form = new[] { ("username", "new.person@mail.example"), ("name", "New <b>Person</b>"), ("password", "Lantern-99-x") };
        using var first = await browser.PostAsync("/register", RunningShop.Form(form));
        var account = await browser.GetStringAsync("/account");
        using var second = await browser.PostAsync("/register", RunningShop.Form(form));

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(account, Does.Contain("New &lt;b&gt;Person&lt;/b&gt;").And.Not.Contain("<b>Person"));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [TestCase("no-address", "Lantern-99-x")]
    [TestCase("x@mail.example", "short")]
    public async Task Registering_badly_is_refused(string username, string password)
    {
        using var browser = _shop.Browser();
        using var answer = await browser.PostAsync(
            "/register", RunningShop.Form(("username", username), ("password", password)));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_login_redirects_only_within_the_shop()
    {
        using var browser = _shop.Browser();
        using var answer = await browser.PostAsync("/login", RunningShop.Form(
            ("username", SeedAccounts.All[3].Username), ("password", SeedAccounts.All[3].Password), ("next", "//evil.example/")));

        Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo("/account"));
    }

    [Test]
    public async Task The_operators_page_is_for_the_operator()
    {
        using var customer = _shop.Browser();
        using var signedIn = await RunningShop.SignInAsync(customer, 7);
        using var refused = await customer.GetAsync("/admin");
        using var admin = _shop.Browser();
        var password = (await File.ReadAllTextAsync(Path.Combine(_shop.Folder, "admin-password.txt"))).Trim();
        using var entered = await admin.PostAsync(
            "/login", RunningShop.Form(("username", SeedAccounts.AdminUsername), ("password", password)));
        using var page = await admin.GetAsync("/admin");
        using var nobody = await _shop.Browser().GetAsync("/admin");

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(
                File.GetUnixFileMode(Path.Combine(_shop.Folder, "admin-password.txt")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task A_reset_link_changes_the_password_once_and_ends_other_sessions()
    {
        var account = SeedAccounts.All[20];
        using var browser = _shop.Browser();
        using var signedIn = await RunningShop.SignInAsync(browser, 20);
        using var asked = await browser.PostAsync("/reset", RunningShop.Form(("username", account.Username)));
        var token = TokenIn(await asked.Content.ReadAsStringAsync());
        using var changed = await browser.PostAsync("/reset/confirm", RunningShop.Form(("token", token), ("password", "Juniper-2030!")));
        using var again = await browser.PostAsync("/reset/confirm", RunningShop.Form(("token", token), ("password", "Juniper-2031!")));
        using var old = await browser.GetAsync("/account");
        using var entered = await browser.PostAsync(
            "/login", RunningShop.Form(("username", account.Username), ("password", "Juniper-2030!")));

        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(old.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "the session of before is over");
        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task The_reset_page_does_not_tell_who_is_a_customer()
    {
        using var browser = _shop.Browser();
        using var known = await browser.PostAsync("/reset", RunningShop.Form(("username", "anna@nowhere.example")));
        var page = await known.Content.ReadAsStringAsync();

        Assert.That(known.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(TokenIn(page), Has.Length.EqualTo(64));
    }

    [Test]
    public void The_database_holds_no_password_and_no_token()
    {
        var bytes = Directory.GetFiles(_shop.Folder, "shop.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))
            .SelectMany(ReadShared).ToArray();

        Assert.That(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(SeedAccounts.All[0].Username)), Is.GreaterThan(0));
        Assert.That(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(SeedAccounts.All[0].Password)), Is.LessThan(0));
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string TokenIn(string page)
    {
        const string mark = "/reset/confirm?token=";
        var start = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return page[start..page.IndexOf('"', start)];
    }
}
