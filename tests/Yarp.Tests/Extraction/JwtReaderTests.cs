using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.Yarp.Configuration;
using SecurityDecisioning.Yarp.Extraction;

namespace SecurityDecisioning.Yarp.Tests.Extraction;

internal sealed class JwtReaderTests
{
    private const long NowMs = SampleEvents.StartMs;
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 1))];

    [Test]
    public void Token_without_a_configured_key_is_taken_unverified()
    {
        using var sut = new JwtReader(new JwtOptions());
        var account = sut.Read(Hs256("{\"sub\":\"alice\"}"), NowMs);

        Assert.That((account.Name, account.Verified, account.Forged), Is.EqualTo(("alice", false, false)));
    }

    [Test]
    public void Signed_token_is_verified_and_any_other_is_forged()
    {
        using var sut = new JwtReader(new JwtOptions { HmacKey = Key });
        var unsigned = Token("{\"alg\":\"none\"}", "{\"sub\":\"alice\"}", _ => []);
        var foreign = Token("{\"alg\":\"HS256\"}", "{\"sub\":\"alice\"}", m => HMACSHA256.HashData(new byte[32], m));

        Assert.That(sut.Read(Hs256("{\"sub\":\"alice\"}"), NowMs).Verified, Is.True);
        Assert.That(sut.Read(unsigned, NowMs).Verified, Is.False);
        Assert.That(sut.Read(foreign, NowMs), Is.EqualTo(new TokenAccount(null, false, true, 0)));
    }

    [Test]
    public void Public_key_is_never_taken_for_a_shared_secret()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        using var sut = new JwtReader(new JwtOptions { PublicKeyPem = pem });
        var confused = Token("{\"alg\":\"HS256\"}", "{\"sub\":\"a\"}", m => HMACSHA256.HashData(Encoding.ASCII.GetBytes(pem), m));

        Assert.That(sut.Read(confused, NowMs).Forged, Is.True);
    }

    [Test]
    public void Rs256_and_es256_are_verified()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var one = new JwtReader(new JwtOptions { PublicKeyPem = rsa.ExportSubjectPublicKeyInfoPem() });
        using var two = new JwtReader(new JwtOptions { PublicKeyPem = ecdsa.ExportSubjectPublicKeyInfoPem() });
        var rs = Token("{\"alg\":\"RS256\"}", "{\"sub\":\"a\"}", m => rsa.SignData(m, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var es = Token("{\"alg\":\"ES256\"}", "{\"sub\":\"a\"}", m => ecdsa.SignData(m, HashAlgorithmName.SHA256));

        Assert.That((one.Read(rs, NowMs).Verified, two.Read(es, NowMs).Verified), Is.EqualTo((true, true)));
        Assert.That((one.Read(es, NowMs).Forged, two.Read(rs, NowMs).Forged), Is.EqualTo((true, true)));
    }

    [TestCase("{\"sub\":\"a\",\"exp\":1767614399}", false)]
    [TestCase("{\"sub\":\"a\",\"exp\":1767614401}", true)]
    [TestCase("{\"sub\":\"a\",\"nbf\":1767614401}", false)]
    [TestCase("{\"sub\":\"a\",\"exp\":1e300}", true)]
    [TestCase("{\"sub\":\"a\",\"exp\":\"soon\"}", false)]
    public void Time_claims_hold(string payload, bool verified)
    {
        using var sut = new JwtReader(new JwtOptions { HmacKey = Key, ClockSkew = TimeSpan.Zero });

        Assert.That(sut.Read(Hs256(payload), NowMs).Verified, Is.EqualTo(verified));
    }

    [TestCase("{\"sub\":\"a\",\"iss\":\"shop\",\"aud\":[\"x\",\"api\"]}", true)]
    [TestCase("{\"sub\":\"a\",\"iss\":\"other\",\"aud\":\"api\"}", false)]
    [TestCase("{\"sub\":\"a\",\"iss\":\"shop\"}", false)]
    public void Issuer_and_audience_hold(string payload, bool verified)
    {
        using var sut = new JwtReader(new JwtOptions { HmacKey = Key, Issuer = "shop", Audience = "api" });

        Assert.That(sut.Read(Hs256(payload), NowMs).Verified, Is.EqualTo(verified));
    }

    [TestCase("opaque-token")]
    [TestCase("a.b")]
    [TestCase("..")]
    [TestCase("!!.!!.!!")]
    public void What_is_no_token_has_no_account(string token)
    {
        using var sut = new JwtReader(new JwtOptions { HmacKey = Key });

        Assert.That(sut.Read(token, NowMs).Name, Is.Null);
    }

    private static string Hs256(string payload) => Token("{\"alg\":\"HS256\"}", payload, m => HMACSHA256.HashData(Key, m));

    private static string Token(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
