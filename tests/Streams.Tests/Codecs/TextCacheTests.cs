using System.Text;
using SecurityDecisioning.Streams.Codecs;

namespace SecurityDecisioning.Streams.Tests.Codecs;

internal sealed class TextCacheTests
{
    [Test]
    public void Text_that_comes_again_is_the_same_string()
    {
        var cache = new TextCache();
        var bytes = Encoding.UTF8.GetBytes("/wishlist/ä");

        cache.Keep(bytes, "/wishlist/ä");

        Assert.That(cache.Find(Encoding.UTF8.GetBytes("/wishlist/ä")), Is.EqualTo("/wishlist/ä"));
        Assert.That(cache.Find("/wishlist/o"u8), Is.Null);
    }

    [Test]
    public void Many_texts_never_answer_for_each_other()
    {
        var cache = new TextCache();
        for (var i = 0; i < 20_000; i++)
        {
            var text = $"/p/{i}";
            var bytes = Encoding.UTF8.GetBytes(text);
            Assert.That(cache.Find(bytes), Is.Null);
            cache.Keep(bytes, text);
            Assert.That(cache.Find(bytes), Is.EqualTo(text));
        }
    }

    [Test]
    public void Long_text_is_not_kept()
    {
        var cache = new TextCache();
        var bytes = new byte[300];

        cache.Keep(bytes, new string('\0', 300));

        Assert.That(cache.Find(bytes), Is.Null);
    }
}
