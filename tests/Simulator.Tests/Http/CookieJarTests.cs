using SecurityDecisioning.Simulator.Http;

namespace SecurityDecisioning.Simulator.Tests.Http;

internal sealed class CookieJarTests
{
    [Test]
    public void Cookies_are_kept_replaced_and_taken_away()
    {
        var jar = new CookieJar();
        jar.Take("shop_session=a; Path=/; HttpOnly");
        jar.Take("sd_device=d; Max-Age=100");
        jar.Take("shop_session=b");
        jar.Take("nonsense");

        Assert.That(jar.Header, Is.EqualTo("sd_device=d; shop_session=b"));

        jar.Take("shop_session=; Max-Age=0");
        jar.Take("sd_device=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT");

        Assert.That(jar.Header, Is.Empty);
    }

    [Test]
    public void A_thief_takes_the_session_or_the_whole_jar()
    {
        var victim = new CookieJar();
        var thief = new CookieJar();

        Assert.That(thief.StealFrom(victim, wholeJar: true), Is.False);

        victim.Take("shop_session=s");
        victim.Take("sd_device=d");

        Assert.That(thief.StealFrom(victim, wholeJar: false), Is.True);
        Assert.That(thief.Header, Is.EqualTo("shop_session=s"));

        thief.StealFrom(victim, wholeJar: true);

        Assert.That(thief.Header, Is.EqualTo("sd_device=d; shop_session=s"));
    }
}
