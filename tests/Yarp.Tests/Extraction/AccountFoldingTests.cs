using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

/// <summary>These run with invariant globalization, as the gateway does: .NET's own normalization is off.</summary>
internal sealed class AccountFoldingTests
{
    private static readonly Gen<string> Texts = Gen.Choose(0x20, 0x1FFFF)
        .Where(p => p is < 0xD800 or > 0xDFFF)
        .Select(p => new Rune(p).ToString())
        .ArrayOf()
        .Select(string.Concat);

    [TestCase("\uFB01nn@example.org", "finn@example.org", Description = "ligature")]
    [TestCase("ＡＬＩＣＥ", "alice", Description = "full width")]
    [TestCase("ⓐⓛⓘⓒⓔ", "alice", Description = "circled")]
    [TestCase("𝐚𝐥𝐢𝐜𝐞", "alice", Description = "mathematical, above the basic plane")]
    [TestCase("alice\u2075", "alice5", Description = "superscript")]
    [TestCase("\u212Alaus", "klaus", Description = "Kelvin sign")]
    [TestCase("E\u0301lodie", "élodie", Description = "letter and mark")]
    [TestCase("o\u0302\u0323", "ộ", Description = "two marks in either order")]
    [TestCase("o\u0323\u0302", "ộ")]
    [TestCase("STRASSE", "straße")]
    [TestCase("ΟΔΟΣ", "οδος")]
    [TestCase("οδος", "οδοσ", Description = "final sigma")]
    [TestCase("ЁЛКА", "е\u0308лка")]
    [TestCase("\uD55C", "\u1112\u1161\u11AB", Description = "a syllable and its letters")]
    [TestCase("\uFF76\uFF9E", "\u30AC", Description = "half-width kana")]
    [TestCase("a\uFE0Fl\u00ADi\u2060ce\U000E0041", "alice", Description = "invisible")]
    [TestCase("alice\u3000", "alice", Description = "wide space")]
    [TestCase("al\u0085ice", "alice", Description = "control")]
    public void Unicode_spellings_of_one_name_are_one(string one, string other)
    {
        Assert.That(AccountName.Canonical(one), Is.EqualTo(AccountName.Canonical(other)).And.Not.Empty);
        Assert.That(one, Is.Not.EqualTo(other));
    }

    [TestCase("elodie", "élodie")]
    [TestCase("alice", "аlice", Description = "a Cyrillic letter is another letter")]
    [TestCase("o\u0302\u0301", "o\u0301\u0302", Description = "marks of one class keep their order")]
    [TestCase("か", "が")]
    public void Names_that_differ_stay_different(string one, string other) =>
        Assert.That(AccountName.Canonical(one), Is.Not.EqualTo(AccountName.Canonical(other)));

    [Test]
    public void Canonical_name_is_its_own() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            var canonical = AccountName.Canonical(text);
            return canonical.Length > AccountName.Longest || AccountName.Canonical(canonical) == canonical;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Case_and_invisible_characters_never_make_another_name() =>
        Prop.ForAll(Texts.ToArbitrary(), text => AccountName.Canonical($"x{text.ToLowerInvariant()}")
            == AccountName.Canonical($"X\u200B{text.ToLowerInvariant()}\uFE0F")).QuickCheckThrowOnFailure();

    [Test]
    public void No_text_whatever_is_an_error() =>
        Prop.ForAll<string>(text => AccountName.Canonical($"é{text}") is not null).QuickCheckThrowOnFailure();

    [Test]
    public void Half_a_surrogate_pair_is_still_a_name() => Assert.That(AccountName.Canonical("a\uD800"), Is.Not.Empty);
}
