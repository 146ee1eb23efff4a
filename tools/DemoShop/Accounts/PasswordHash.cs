using System.Globalization;
using System.Security.Cryptography;

namespace SecurityDecisioning.DemoShop.Accounts;

/// <summary>PBKDF2 with SHA-256, written as <c>rounds.salt.hash</c>, so that the rounds can grow.</summary>
internal sealed class PasswordHash(int rounds)
{
    private const int Size = 32;

    public string Make(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, Size);
        return string.Create(
            CultureInfo.InvariantCulture, $"{rounds}.{Convert.ToBase64String(salt)}.{Convert.ToBase64String(hash)}");
    }

    public static bool Verify(string password, string stored)
    {
        var parts = stored.Split('.');
        var expected = Convert.FromBase64String(parts[2]);
        var actual = Rfc2898DeriveBytes.Pbkdf2(
            password,
            Convert.FromBase64String(parts[1]),
            int.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture),
            HashAlgorithmName.SHA256,
            expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
