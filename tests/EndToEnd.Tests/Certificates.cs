using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecurityDecisioning.EndToEnd.Tests;

/// <summary>A self-made certificate for 127.0.0.1, one for the whole run.</summary>
internal static class Certificates
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly X509Certificate2 Ours = Make();

    /// <summary>Accepts this certificate and no other.</summary>
    public static bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && certificate.GetCertHashString() == Ours.GetCertHashString();

    /// <summary>Writes both files and returns the options that name them.</summary>
    public static string[] Write(TempFolder folder)
    {
        File.WriteAllText(folder["cert.pem"], Ours.ExportCertificatePem());
        File.WriteAllText(folder["key.pem"], Key.ExportPkcs8PrivateKeyPem());
        return ["--tls-cert", folder["cert.pem"], "--tls-key", folder["key.pem"]];
    }

    private static X509Certificate2 Make()
    {
        var request = new CertificateRequest("CN=127.0.0.1", Key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }
}
