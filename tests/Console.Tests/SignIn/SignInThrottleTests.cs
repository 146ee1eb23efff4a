using SecurityDecisioning.Console.SignIn;

namespace SecurityDecisioning.Console.Tests.SignIn;

internal sealed class SignInThrottleTests
{
    private readonly ManualTimeProvider _clock = new();

    [Test]
    public void Address_is_limited_whatever_names_it_tries()
    {
        var throttle = new SignInThrottle(_clock);
        var waits = Enumerable.Range(0, SignInThrottle.PerAddress + 1).Select(i => throttle.Enter($"name-{i}", "203.0.113.9")).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(waits.Take(SignInThrottle.PerAddress), Is.All.EqualTo(TimeSpan.Zero));
            Assert.That(waits[^1], Is.GreaterThan(TimeSpan.Zero));
        });
    }

    [Test]
    public void Right_password_forgives_earlier_mistakes()
    {
        var throttle = new SignInThrottle(_clock);
        for (var i = 0; i < SignInThrottle.PerName; i++)
        {
            throttle.Enter("analyst", "203.0.113.9");
        }

        throttle.Forgive("Analyst", "203.0.113.9");

        Assert.That(throttle.Enter("analyst", "203.0.113.9"), Is.EqualTo(TimeSpan.Zero));
    }
}
