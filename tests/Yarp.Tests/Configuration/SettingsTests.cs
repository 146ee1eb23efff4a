using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Configuration;

internal sealed class SettingsTests
{
    [Test]
    public void Metadata_becomes_settings()
    {
        var settings = Parse(out var errors, new()
        {
            ["sd.operation"] = "password-reset",
            [RouteMetadata.AccountField] = "login, mail",
            [RouteMetadata.FailMode] = "closed",
            [RouteMetadata.Mode] = "shadow",
            ["Other.Key"] = "somebody else's",
        });

        Assert.That(errors, Is.Empty);
        Assert.That(settings.AccountFields, Is.EqualTo(new[] { "login", "mail" }));
        Assert.That((settings.Operation, settings.FailMode, settings.Shadow), Is.EqualTo((Operation.PasswordReset, FailMode.Closed, true)));
    }

    [Test]
    public void Every_metadata_error_is_told_at_once()
    {
        Parse(out var errors, new()
        {
            [RouteMetadata.Operation] = "logon",
            ["Sd.Acount"] = "typo",
            [RouteMetadata.SessionCookie] = "a b",
            [RouteMetadata.FailMode] = "ajar",
            [RouteMetadata.LoginFailed] = "status=9 colour=red",
            [RouteMetadata.ChallengeReturn] = "https://evil.example",
        });

        Assert.That(errors, Has.Count.EqualTo(7));
        Assert.That(errors, Has.Some.Contains("`logon`").And.Some.Contains("`Sd.Acount`").And.Some.Contains("colour=red"));
    }

    [Test]
    public void Section_is_bound_with_keys_in_base64()
    {
        var options = Bind(new()
        {
            ["SecurityDecisioning:PseudonymKey"] = Convert.ToBase64String(TestKeys.Pseudonym),
            ["SecurityDecisioning:TokenKey"] = Convert.ToBase64String(TestKeys.Token),
            ["SecurityDecisioning:TrustedProxies:0"] = "10.0.0.0/8",
            ["SecurityDecisioning:Challenge:Difficulty"] = "20",
        });

        Assert.That(options.PseudonymKey, Is.EqualTo(TestKeys.Pseudonym));
        Assert.That(options.TrustedProxies, Is.EqualTo(new[] { "10.0.0.0/8" }));
        Assert.That(options.Challenge.Difficulty, Is.EqualTo(20));
    }

    [Test]
    public void Every_option_error_is_told_at_once_and_no_key_is_shown()
    {
        var secret = Convert.ToBase64String([1, 2, 3, 4, 5]);
        var failure = Assert.Throws<OptionsValidationException>(() => Bind(new()
        {
            ["SecurityDecisioning:TokenKey"] = secret,
            ["SecurityDecisioning:TrustedProxies:0"] = "everywhere",
            ["SecurityDecisioning:Challenge:Difficulty"] = "64",
            ["SecurityDecisioning:SessionCookie"] = "a;b",
            ["SecurityDecisioning:Jwt:PublicKeyPem"] = "nonsense",
        }));

        Assert.That(failure.Failures.Count(), Is.EqualTo(6));
        Assert.That(failure.Message, Does.Contain("PseudonymKey").And.Contain("everywhere").And.Contain("64").And.Not.Contain(secret));
    }

    [Test]
    public void Wrong_metadata_does_not_start() =>
        Assert.That(
            async () => await ProxyHost.StartAsync(_ => Task.CompletedTask, new() { [RouteMetadata.Operation] = "logon" }), Throws.Exception);

    [TestCase(302, "/account", "", LoginOutcome.Succeeded)]
    [TestCase(200, "", "text/html; charset=utf-8", LoginOutcome.Failed)]
    [TestCase(200, "", "application/json", LoginOutcome.Succeeded)]
    [TestCase(401, "", "application/json", LoginOutcome.Failed)]
    [TestCase(429, "", "", LoginOutcome.None)]
    public void Without_rules_the_usual_login_answers_are_understood(int status, string location, string contentType, LoginOutcome expected) =>
        Assert.That(OutcomeOf(status, location, contentType, "", "", ""), Is.EqualTo(expected));

    [TestCase(302, "/login?e=1", "", LoginOutcome.Failed)]
    [TestCase(302, "https://shop.example/login?e=1", "", LoginOutcome.Failed)]
    [TestCase(302, "/account", "", LoginOutcome.Succeeded)]
    [TestCase(200, "", "no", LoginOutcome.Failed)]
    [TestCase(200, "", "ok", LoginOutcome.Succeeded)]
    [TestCase(500, "", "", LoginOutcome.None)]
    public void Rules_tell_by_status_redirect_and_header(int status, string location, string result, LoginOutcome expected) =>
        Assert.That(
            OutcomeOf(status, location, "text/html", result, "status=302,303 location=/login*; header=X-Result:no",
                "status=302; status=200 header=X-Result:ok"),
            Is.EqualTo(expected));

    private static LoginOutcome OutcomeOf(
        int status, string location, string contentType, string result, string failed, string succeeded)
    {
        var response = new DefaultHttpContext().Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers.Location = location;
        response.Headers["X-Result"] = result;
        var errors = new List<string>();
        var route = new RouteSettings
        {
            RouteId = "login",
            LoginFailed = failed.Length > 0 ? LoginRules.Parse(failed, "failed", errors) : [],
            LoginSucceeded = succeeded.Length > 0 ? LoginRules.Parse(succeeded, "succeeded", errors) : [],
        };
        Assert.That(errors, Is.Empty);
        return LoginRules.Of(response, route);
    }

    private static RouteSettings Parse(out List<string> errors, Dictionary<string, string>? metadata)
    {
        errors = [];
        return new RouteSettingsParser(new SecurityDecisioningOptions()).Parse("route", metadata, errors);
    }

    private static SecurityDecisioningOptions Bind(Dictionary<string, string?> values)
    {
        var services = new ServiceCollection();
        services.AddSecurityDecisioning(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return services.BuildServiceProvider().GetRequiredService<IOptions<SecurityDecisioningOptions>>().Value;
    }
}
