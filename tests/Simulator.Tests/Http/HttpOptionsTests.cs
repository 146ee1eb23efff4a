using SecurityDecisioning.Simulator.Http;

namespace SecurityDecisioning.Simulator.Tests.Http;

internal sealed class HttpOptionsTests
{
    [TestCase("http://shop.example/")]
    [TestCase("http://192.168.1.5:8080/")]
    public void A_target_that_is_not_this_machine_is_refused(string target)
    {
        var options = new HttpTrafficOptions { Gateway = new Uri(target) };

        Assert.That(
            () => new HttpTraffic(options, TimeProvider.System), Throws.ArgumentException.With.Message.Contains("--i-own-this-target"));
        Assert.That(() => new HttpTraffic(options with { OwnsTarget = true }, TimeProvider.System), Throws.Nothing);
    }

    [TestCase(0, 64)]
    [TestCase(400, 0)]
    [TestCase(400, 5_000)]
    public void Limits_are_held(int rate, int concurrency) => Assert.That(
        () => new HttpTraffic(new HttpTrafficOptions { Rate = rate, Concurrency = concurrency }, TimeProvider.System),
        Throws.ArgumentException);
}
