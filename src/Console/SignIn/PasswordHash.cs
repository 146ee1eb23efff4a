using System.Security.Cryptography;

namespace SecurityDecisioning.Console.SignIn;

/// <summary>PBKDF2 with HMAC-SHA-256. Iterations are stored, so that they can grow without locking anybody out.</summary>
internal sealed record PasswordHash(int Iterations, byte[] Salt, byte[] Hash)
{
    /// <summary>OWASP's advice for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023).</summary>
    private const int CurrentIterations = 600_000;

    private const int SaltLength = 16;
    private const int HashLength = 32;

    /// <summary>Nobody's password: checking it costs what checking a real one does.</summary>
    public static PasswordHash Nobody { get; } =
        new(CurrentIterations, RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(HashLength));

    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return new PasswordHash(CurrentIterations, salt, Derive(password, salt, CurrentIterations));
    }

    public bool Matches(string password) =>
        CryptographicOperations.FixedTimeEquals(Derive(password, Salt, Iterations), Hash);

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashLength);
}
