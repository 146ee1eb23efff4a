using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class SessionDirectoryTests
{
    private const long NowMs = SampleEvents.StartMs;

    [Test]
    public void Successful_login_is_learned_and_a_failed_one_is_not()
    {
        var sut = new SessionDirectory(10);
        var login = SampleEvents.Request(Operation.Login, account: "alice");
        sut.Observe(SampleEvents.Outcome(login, 401, LoginOutcome.Failed, newSession: "guess"));
        sut.Observe(SampleEvents.Outcome(login, 302, LoginOutcome.Succeeded, newSession: "real"));

        Assert.That(sut.AccountOf(SampleEvents.Id("guess"), NowMs).IsNone, Is.True);
        Assert.That(sut.AccountOf(SampleEvents.Id("real"), NowMs), Is.EqualTo(SampleEvents.Id("alice")));
    }

    [Test]
    public void Renewed_session_of_a_signed_in_account_is_learned()
    {
        var sut = new SessionDirectory(10);
        var request = SampleEvents.Request(account: "alice", session: "old", traits: RequestTraits.AccountVerified);
        sut.Observe(SampleEvents.Outcome(request, newSession: "new"));

        Assert.That(sut.AccountOf(SampleEvents.Id("new"), NowMs), Is.EqualTo(SampleEvents.Id("alice")));
    }

    [Test]
    public void Name_typed_into_a_reset_form_proves_nothing()
    {
        var sut = new SessionDirectory(10);
        sut.Observe(SampleEvents.Outcome(SampleEvents.Request(Operation.PasswordReset, account: "alice"), newSession: "mine"));

        Assert.That(sut.AccountOf(SampleEvents.Id("mine"), NowMs).IsNone, Is.True);
    }

    [Test]
    public void Oldest_sessions_make_room()
    {
        var sut = new SessionDirectory(100);
        for (var i = 0; i < 1_000; i++)
        {
            sut.Learn(SampleEvents.Id($"s{i}"), SampleEvents.Id("alice"), long.MaxValue);
        }

        Assert.That(sut.Count, Is.EqualTo(100));
        Assert.That(sut.AccountOf(SampleEvents.Id("s0"), NowMs).IsNone, Is.True);
        Assert.That(sut.AccountOf(SampleEvents.Id("s999"), NowMs).IsNone, Is.False);
    }
}
