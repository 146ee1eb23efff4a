using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecurityDecisioning.Gateway.Startup;

/// <summary>Reads the gateway's certificate.</summary>
internal static class TlsCertificates
{
    /// <exception cref="StartupException">The files are no certificate and its key.</exception>
    public static X509Certificate2 Load(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"--tls-cert {certificate} and --tls-key {key} are no certificate and key in PEM: {e.Message}", e);
        }
    }
}
