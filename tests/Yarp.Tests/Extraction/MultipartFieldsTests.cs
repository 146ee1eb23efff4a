using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class MultipartFieldsTests
{
    private static readonly string[] Names = ["username", "email"];

    [Test]
    public void Any_value_that_a_client_library_writes_is_read_back() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((value, password) =>
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value.Get));
            using var form = new MultipartFormDataContent("----a-boundary")
            {
                { new StringContent(password.Get), "password" },
                { new StringContent(text), "username" },
                { new ByteArrayContent([0, 255, 13, 10]), "picture", "me.png" },
            };
            using var copy = new MemoryStream();
            form.CopyTo(copy, null, default);
            return MultipartFields.Find(copy.ToArray(), "----a-boundary", Names) == new BodyField(text, false);
        }).QuickCheckThrowOnFailure();

    [TestCase("Content-Disposition: form-data; name=\"username\"", "alice")]
    [TestCase("content-disposition: form-data; name=UserName", "alice")]
    [TestCase("Content-Disposition: form-data; name=\"email\"", "alice")]
    [TestCase("Content-Type: text/plain; charset=utf-8|Content-Disposition: form-data; name=\"username\"", "alice")]
    [TestCase("Content-Disposition: form-data; name=\"other\"", null)]
    [TestCase("Content-Disposition: form-data; name=\"other\"; filename=\"username\"", null)]
    public void Field_is_found_by_its_name(string headers, string? expected) =>
        Assert.That(Find(Part(headers)), Is.EqualTo(new BodyField(expected, false)));

    [TestCase("Content-Disposition: form-data; name=\"username\"; filename=\"a\"")]
    [TestCase("Content-Disposition: form-data; name=\"x\"; name=\"username\"")]
    [TestCase("Content-Disposition: form-data; name=\"x\"; name*=utf-8''username")]
    [TestCase("Content-Disposition: form-data; name=\"user\\name\"")]
    [TestCase("Content-Disposition: form-data")]
    [TestCase("Content-Disposition: attachment; name=\"username\"")]
    [TestCase("Content-Disposition: form-data; name=\"x\"|Content-Disposition: form-data; name=\"username\"")]
    [TestCase("Content-Disposition : form-data; name=\"username\"")]
    [TestCase("Content-Disposition: form-data;| name=\"username\"")]
    [TestCase("Content-Disposition: form-data; name=\"username\"|Content-Transfer-Encoding: base64")]
    [TestCase("Content-Disposition: form-data; name=\"username\"|Content-Type: text/plain; charset=utf-7")]
    [TestCase("X: y")]
    public void Part_that_upstreams_may_read_differently_is_broken(string headers) =>
        Assert.That(Find(Part(headers)), Is.EqualTo(BodyField.Broken));

    [TestCase("")]
    [TestCase("preamble\r\n--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nalice\r\n--b--\r\n")]
    [TestCase("--b\nContent-Disposition: form-data; name=\"username\"\n\nalice\n--b--\n")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nalice\r\n")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nalice\r\n--b")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nalice\n--b--\r\n")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nalice\r\n--b--\r\n--b\r\nmore")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nalice\r\n--b \r\nx\r\n--b--")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n--b--\r\n")]
    public void Body_that_upstreams_may_read_differently_is_broken(string body) =>
        Assert.That(Find(body), Is.EqualTo(BodyField.Broken));

    [Test]
    public void Field_twice_with_two_values_is_broken_and_with_one_is_not()
    {
        const string Name = "Content-Disposition: form-data; name=\"username\"";

        Assert.That(Find(Part(Name, "alice", end: "") + Part(Name, "bob")), Is.EqualTo(BodyField.Broken));
        Assert.That(Find(Part(Name, "bob", end: "") + Part(Name, "bob")), Is.EqualTo(new BodyField("bob", false)));
    }

    [Test]
    public void Parts_without_end_are_not_counted()
    {
        var part = Part("Content-Disposition: form-data; name=\"x\"", end: "");

        Assert.That(Find(string.Concat(Enumerable.Repeat(part, 63)) + Part("Content-Disposition: form-data; name=\"username\"")).Value, Is.EqualTo("alice"));
        Assert.That(Find(string.Concat(Enumerable.Repeat(part, 64)) + Part("Content-Disposition: form-data; name=\"username\"")), Is.EqualTo(BodyField.Broken));
    }

    [Test]
    public void No_bytes_whatever_are_an_error() =>
        Prop.ForAll<byte[], NonNull<string>>((bytes, text) =>
        {
            MultipartFields.Find(bytes, "b", Names);
            MultipartFields.Find([.. "--b\r\n"u8, .. bytes, .. "\r\n--b--"u8], "b", Names);
            Find($"--b\r\nContent-Disposition: form-data; name={text.Get}\r\n\r\nx\r\n--b--");
        }).QuickCheckThrowOnFailure();

    private static string Part(string headers, string value = "alice", string end = "--b--\r\n") =>
        $"--b\r\n{headers.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n\r\n{value}\r\n{end}";

    private static BodyField Find(string body) => MultipartFields.Find(Encoding.UTF8.GetBytes(body), "b", Names);
}
