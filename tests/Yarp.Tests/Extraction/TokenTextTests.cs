using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;
using SecurityDecisioning.Yarp.Tests.Hosting;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

/// <summary>A token has one pseudonym, whatever its holder does to the spelling of what the issuer signed.</summary>
internal sealed class TokenTextTests
{
    /// <summary>The order of P-256 (SEC 2, 2.4.2).</summary>
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [OneTimeTearDown]
    public static void Dispose() => Key.Dispose();

    [Test]
    public void Signature_with_the_other_s_verifies_too_and_is_the_same_token() =>
        Prop.ForAll<NonNull<string>>(subject =>
        {
            var signed = Unsigned("ES256", subject.Get);
            var signature = Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
            var other = WithOtherS(signature);
            Assert.That(Key.VerifyData(Encoding.ASCII.GetBytes(signed), other, HashAlgorithmName.SHA256), Is.True);
            return PseudonymOf(signed, signature) == PseudonymOf(signed, other);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Respelled_signature_is_the_same_token()
    {
        var sizes = Gen.Elements(32, 48, 64, 96, 132, 256);
        var respellings = Gen.Elements<Func<string, int, string>>(
            static (s, _) => s.Replace('-', '+').Replace('_', '/'),
            static (s, _) => s + new string('=', (4 - (s.Length % 4)) % 4),
            static (s, at) => s.Insert(at % (s.Length + 1), "\t"),
            static (s, at) => s.Insert(at % (s.Length + 1), "!~"),
            static (s, _) => s + "=====rest",
            static (s, at) => LastBits(s, at));
        var cases = from size in sizes
                    from bytes in Gen.Choose(0, 255).ArrayOf(size)
                    from one in respellings
                    from two in respellings
                    from at in Gen.Choose(0, 400)
                    select (bytes, one, two, at);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var signed = Unsigned("any", "alice");
            var signature = Base64Url.EncodeToString(c.bytes.Select(b => (byte)b).ToArray());
            var respelled = c.two(c.one(signature, c.at), c.at / 2);
            return TestKeys.Pseudonymizer.OfSession($"{signed}.%20{respelled}") == TestKeys.Pseudonymizer.OfSession($"{signed}.{signature}");
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Token_with_another_signature_is_another_so_that_nobody_can_guess_one() =>
        Prop.ForAll<NonNull<string>>(subject =>
        {
            var signed = Unsigned("HS256", subject.Get);
            var mac = HMACSHA256.HashData(TestKeys.Token, Encoding.ASCII.GetBytes(signed));
            var guess = HMACSHA256.HashData(TestKeys.Pseudonym, Encoding.ASCII.GetBytes(signed));
            return PseudonymOf(signed, mac) != PseudonymOf(signed, guess);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Token_that_says_something_else_is_another() =>
        Assert.That(PseudonymOf(Unsigned("HS256", "alice"), new byte[32]), Is.Not.EqualTo(PseudonymOf(Unsigned("HS256", "bob"), new byte[32])));

    [Test]
    public void Encrypted_token_is_known_by_its_tag_however_the_rest_is_spelled()
    {
        var header = Base64Url.EncodeToString("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}"u8);
        var tag = Base64Url.EncodeToString(SHA256.HashData("tag"u8).AsSpan(0, 16));
        var token = TestKeys.Pseudonymizer.OfSession($"{header}..{"AAAAAAAAAAAAAAAA"}.oQ.{tag}");

        Assert.That(TestKeys.Pseudonymizer.OfSession($"{header}..{"AAAAAAAAAAAAAAAA"}.oR==.{LastBits(tag, 3)}=="), Is.EqualTo(token));
        Assert.That(TestKeys.Pseudonymizer.OfSession($"{header}..{"AAAAAAAAAAAAAAAA"}.oQ.{new string('A', 22)}"), Is.Not.EqualTo(token));
    }

    [Test]
    public void Tokens_of_another_kind_are_told_apart_to_the_end()
    {
        var payload = new string('x', 100);

        Assert.That(
            TestKeys.Pseudonymizer.OfSession($"v4.public.{payload}AAAA"), Is.Not.EqualTo(TestKeys.Pseudonymizer.OfSession($"v4.public.{payload}AAAE")));
    }

    [Test]
    public void Token_verifies_with_either_s_and_counts_as_one_session()
    {
        using var reader = new JwtReader(new JwtOptions { PublicKeyPem = Key.ExportSubjectPublicKeyInfoPem() });
        var signed = Unsigned("ES256", "alice");
        var signature = Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        string[] spellings = [$"{signed}.{Base64Url.EncodeToString(signature)}", $"{signed}.{Base64Url.EncodeToString(WithOtherS(signature))}"];

        Assert.That(spellings, Is.Unique);
        Assert.That(spellings.Select(s => reader.Read(s, SampleEvents.StartMs).Verified), Is.All.True);
        Assert.That(spellings.Select(s => TestKeys.Pseudonymizer.OfSession(s)).Distinct().Count(), Is.EqualTo(1));
    }

    private static string Unsigned(string algorithm, string subject) => string.Join(
        '.',
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"alg\":\"{algorithm}\"}}")),
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"sub\":{System.Text.Json.JsonSerializer.Serialize(subject)}}}")));

    private static Pseudonym PseudonymOf(string signed, byte[] signature) =>
        TestKeys.Pseudonymizer.OfSession($"{signed}.{Base64Url.EncodeToString(signature)}");

    private static byte[] WithOtherS(byte[] signature)
    {
        var s = Order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        var other = signature.ToArray();
        other.AsSpan(32).Clear();
        bytes.CopyTo(other, 64 - bytes.Length);
        return other;
    }

    /// <summary>Sets the bits of the last character that no decoder needs.</summary>
    private static string LastBits(string text, int bits)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var unused = (text.Length % 4) switch { 2 => 0b1111, 3 => 0b11, _ => 0 };
        var value = Alphabet.IndexOf(text[^1], StringComparison.Ordinal);
        return value < 0 ? text : text[..^1] + Alphabet[(value & ~unused) | (bits & unused)];
    }
}
