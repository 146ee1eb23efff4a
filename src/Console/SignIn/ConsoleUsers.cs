using System.Security.Cryptography;
using System.Text.Json;

namespace SecurityDecisioning.Console.SignIn;

/// <summary>
/// The console's users in one small file (<c>users.json</c>, readable by its owner only), replaced as a whole so that a crash
/// leaves the old or the new one.
/// </summary>
public sealed class ConsoleUsers
{
    public const string FirstUser = "analyst";
    public const int ShortestPassword = 12;
    public const int LongestPassword = 256;

    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private readonly Lock _gate = new();
    private readonly string _path;
    private Dictionary<string, ConsoleUser> _users;

    /// <summary>Reads the users kept in <paramref name="folder"/>, which is made where it is missing.</summary>
    /// <exception cref="InvalidDataException">The file is there but cannot be read.</exception>
    public ConsoleUsers(string folder)
    {
        OwnerOnly.CreateFolder(folder);
        _path = Path.Combine(folder, "users.json");
        _users = Read(_path);
    }

    /// <summary>
    /// Makes the first user where there is none. Returns the random password, to be shown once and nowhere kept; null where
    /// somebody can sign in already.
    /// </summary>
    public string? EnsureFirstUser()
    {
        lock (_gate)
        {
            if (_users.Count > 0)
            {
                return null;
            }

            // Five groups of four out of 31 signs: 99 bits, and still possible to type.
            var password = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(PasswordAlphabet, 4)));
            Store(new ConsoleUser(FirstUser, PasswordHash.Of(password), NewStamp(), Generated: true));
            return password;
        }
    }

    internal ConsoleUser? Find(string? name)
    {
        lock (_gate)
        {
            return name is null ? null : _users.GetValueOrDefault(Normal(name));
        }
    }

    /// <summary>The user whose name and password these are. Costs the same for a name that nobody has.</summary>
    internal ConsoleUser? Verify(string? name, string? password)
    {
        var user = Find(name);
        var tried = password is { Length: <= LongestPassword } ? password : "";
        var matches = (user?.Password ?? PasswordHash.Nobody).Matches(tried);
        return matches ? user : null;
    }

    internal PasswordChange ChangePassword(string name, string current, string wanted)
    {
        if (Verify(name, current) is not { } user)
        {
            return PasswordChange.WrongCurrent;
        }

        switch (wanted.Length)
        {
            case < ShortestPassword:
                return PasswordChange.TooShort;
            case > LongestPassword:
                return PasswordChange.TooLong;
        }

        if (wanted == current)
        {
            return PasswordChange.SameAsBefore;
        }

        if (wanted.Contains(user.Name, StringComparison.OrdinalIgnoreCase))
        {
            return PasswordChange.HoldsTheName;
        }

        var changed = user with { Password = PasswordHash.Of(wanted), Stamp = NewStamp(), Generated = false };
        lock (_gate)
        {
            Store(changed);
        }

        return PasswordChange.Changed;
    }

    private void Store(ConsoleUser user)
    {
        var users = new Dictionary<string, ConsoleUser>(_users, StringComparer.Ordinal) { [user.Name] = user };
        OwnerOnly.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(users.Values.ToArray(), JsonSerializerOptions.Web));
        _users = users;
    }

    private static Dictionary<string, ConsoleUser> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var users = JsonSerializer.Deserialize<ConsoleUser[]>(File.ReadAllBytes(path), JsonSerializerOptions.Web) ?? [];
            if (!users.All(IsWhole))
            {
                throw new JsonException("a user without name, password or stamp");
            }

            return users.ToDictionary(u => u.Name, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException(
                $"`{path}` does not hold the console's users; restore it, or delete it to get a new first user", e);
        }
    }

    private static bool IsWhole(ConsoleUser? user) => user is
    {
        Name.Length: > 0, Stamp.Length: > 0, Password: { Salt: not null, Hash: not null, Iterations: > 0 },
    };

    private static string Normal(string name) => name.Trim().ToLowerInvariant();

    private static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
