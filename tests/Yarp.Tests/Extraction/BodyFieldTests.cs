using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class BodyFieldTests
{
    private static readonly string[] Names = ["username", "email"];

    [TestCase("a=1&username=al%69ce&b=2", "alice")]
    [TestCase("user%6eame=alice", "alice")]
    [TestCase("USERNAME=a+b%2Bc", "a b+c")]
    [TestCase("email=x&username=alice", "alice")]
    [TestCase("email=x", "x")]
    [TestCase("username=alice&username=alice", "alice")]
    [TestCase("&&&=&username=%C3%A9&", "é")]
    public void Form_field_is_found(string form, string expected) =>
        Assert.That(FormFields.Find(Encoding.ASCII.GetBytes(form), Names), Is.EqualTo(new BodyField(expected, false)));

    [TestCase("username=%4")]
    [TestCase("username=%C3")]
    [TestCase("username=a&username=b")]
    [TestCase("%zz=1&username=a")]
    public void Form_that_upstreams_may_read_differently_is_broken(string form) =>
        Assert.That(FormFields.Find(Encoding.ASCII.GetBytes(form), Names), Is.EqualTo(BodyField.Broken));

    [Test]
    public void Any_value_a_client_writes_is_read_back() =>
        Prop.ForAll<NonNull<string>>(value =>
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value.Get));
            var form = Encoding.ASCII.GetBytes($"x=1&username={WebUtility.UrlEncode(text)}");
            var json = JsonSerializer.SerializeToUtf8Bytes(new { deep = new { username = "no" }, list = new[] { 1 }, username = text });
            var expected = new BodyField(text, false);
            return FormFields.Find(form, Names) == expected && JsonFields.Find(json, Names) == expected;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void No_bytes_whatever_are_an_error() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            FormFields.Find(bytes, Names);
            JsonFields.Find(bytes, Names);
        }).QuickCheckThrowOnFailure();

    [TestCase("{\"user\\u006eame\":\"alice\"}", "alice")]
    [TestCase("{\"username\":42}", "42")]
    [TestCase("{\"username\":null,\"email\":\"x\"}", "x")]
    [TestCase("{\"user\":{\"username\":\"no\"},\"email\":\"x\"}", "x")]
    public void Json_field_is_found(string json, string expected) =>
        Assert.That(JsonFields.Find(Encoding.UTF8.GetBytes(json), Names), Is.EqualTo(new BodyField(expected, false)));

    [TestCase("\"username\"")]
    [TestCase("{\"username\":\"a\",\"username\":\"b\"}")]
    [TestCase("{\"username\":{\"$ne\":1}}")]
    [TestCase("{\"username\":\"a\"} {}")]
    [TestCase("{\"username\":\"a\"")]
    public void Json_that_upstreams_may_read_differently_is_broken(string json) =>
        Assert.That(JsonFields.Find(Encoding.UTF8.GetBytes(json), Names), Is.EqualTo(BodyField.Broken));

    [Test]
    public void Deeply_nested_json_is_not_followed() =>
        Assert.That(JsonFields.Find(Encoding.ASCII.GetBytes("{\"a\":" + new string('[', 8_000)), Names), Is.EqualTo(BodyField.Broken));
}
