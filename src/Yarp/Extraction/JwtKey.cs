using System.Security.Cryptography;

namespace SecurityDecisioning.Yarp.Extraction;

/// <summary>Reads the public key that token signatures are checked with.</summary>
internal static class JwtKey
{
    private const int P256 = 256;

    /// <exception cref="ArgumentException">It is no public key of a kind that is supported.</exception>
    public static AsymmetricAlgorithm FromPem(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new ArgumentException("a private key does not belong here; give the public key", nameof(pem));
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
        }

        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
            return ecdsa.KeySize == P256 ? ecdsa : throw new ArgumentException("an elliptic-curve key must be P-256", nameof(pem));
        }
        catch
        {
            ecdsa.Dispose();
            throw;
        }
    }
}
