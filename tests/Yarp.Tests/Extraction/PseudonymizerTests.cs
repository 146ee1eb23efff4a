using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class PseudonymizerTests
{
    [TestCase("alice", "  ALICE\t")]
    [TestCase("alice", "ａｌｉｃｅ")]
    [TestCase("alice", "ali\u200Bce")]
    [TestCase("élodie", "ÉLODIE")]
    public void Spellings_of_one_account_are_one(string one, string other) =>
        Assert.That(TestKeys.Pseudonymizer.OfAccount(other), Is.EqualTo(TestKeys.Pseudonymizer.OfAccount(one)));

    [Test]
    public void Accounts_kinds_and_keys_differ()
    {
        var sut = TestKeys.Pseudonymizer;

        Assert.That(sut.OfAccount("alice"), Is.Not.EqualTo(sut.OfAccount("alicia")));
        Assert.That(sut.OfAccount("abc"), Is.Not.EqualTo(sut.OfSession("abc")));
        Assert.That(sut.OfSession("abc"), Is.Not.EqualTo(sut.OfApiKey("abc")));
        Assert.That(sut.OfSession("abc"), Is.Not.EqualTo(sut.OfSession("ABC")));
        Assert.That(sut.OfSession("abc"), Is.Not.EqualTo(new Pseudonymizer(TestKeys.Token).OfSession("abc")));
    }

    [TestCase(null)]
    [TestCase("   ")]
    [TestCase("\u200B")]
    public void Nothing_has_no_pseudonym(string? name) => Assert.That(TestKeys.Pseudonymizer.OfAccount(name).IsNone, Is.True);

    [Test]
    public void Name_longer_than_any_name_is_none() =>
        Assert.That(TestKeys.Pseudonymizer.OfAccount(new string('a', AccountName.Longest + 1)).IsNone, Is.True);

    [Test]
    public void Long_tokens_are_hashed_whole()
    {
        var token = new string('x', 5_000);

        Assert.That(TestKeys.Pseudonymizer.OfSession(token), Is.Not.EqualTo(TestKeys.Pseudonymizer.OfSession(token + "y")));
    }

    // Of "oQ" the last character carries four bits that no decoder needs, of "oaE" two.
    [TestCase("a.b.oQ", "a.b.oR")]
    [TestCase("a.b.oQ", "a.b.of")]
    [TestCase("a.b.oQ", "a.b.oQ==")]
    [TestCase("a.b.oaE", "a.b.oaG")]
    [TestCase("a.b.-_8", "a.b.+/8=")]
    [TestCase("abc", "%61bc")]
    public void Another_spelling_is_the_same_token(string token, string respelled) =>
        Assert.That(TestKeys.Pseudonymizer.OfSession(respelled), Is.EqualTo(TestKeys.Pseudonymizer.OfSession(token)));

    [TestCase("a.b.oQ", "a.b.og")]
    [TestCase("a.b.oaE", "a.b.oaI")]
    [TestCase("a.b.oaEx", "a.b.oaEy")]
    [TestCase("a.b.oQ", "a.c.oQ")]
    [TestCase("oQ", "oR", Description = "no token")]
    public void Another_token_is_another(string token, string other) =>
        Assert.That(TestKeys.Pseudonymizer.OfSession(other), Is.Not.EqualTo(TestKeys.Pseudonymizer.OfSession(token)));
}
