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
    public const int LongestName = 64;

    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private readonly Lock _gate = new();
    private readonly string _path;
    private Dictionary<string, ConsoleUser> _users;
    private DateTime _readAt;

    /// <summary>Reads the users kept in <paramref name="folder"/>, which is made where it is missing.</summary>
    /// <exception cref="InvalidDataException">The file is there but cannot be read.</exception>
    public ConsoleUsers(string folder)
    {
        OwnerOnly.CreateFolder(folder);
        _path = Path.Combine(folder, "users.json");
        _users = Read(_path);
        _readAt = File.GetLastWriteTimeUtc(_path);
    }

    /// <summary>Everybody who may sign in, with whether they may approve policies, in the order of their names.</summary>
    public IReadOnlyList<(string Name, bool MayApprove)> List()
    {
        lock (_gate)
        {
            Refresh();
            return [.. _users.Values.Select(u => (u.Name, u.MayApprove)).OrderBy(u => u.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Adds somebody. A running console knows them at their first sign-in.</summary>
    /// <param name="name">2 to 64 letters, digits, dots, hyphens, underscores or @.</param>
    /// <param name="mayApprove">Whether they may let versions of the policies live, and take them back.</param>
    /// <returns>The random password, to be shown once and nowhere kept; null where the name is taken or no name.</returns>
    public string? Add(string name, bool mayApprove)
    {
        var normal = Normal(name);
        if (normal.Length is < 2 or > LongestName || !normal.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
        {
            return null;
        }

        lock (_gate)
        {
            Refresh();
            if (_users.ContainsKey(normal))
            {
                return null;
            }

            var password = NewPassword();
            Store(new ConsoleUser(normal, PasswordHash.Of(password), NewStamp(), Generated: true, mayApprove));
            return password;
        }
    }

    /// <summary>Takes somebody's access away: their sign-in ends with their next request.</summary>
    /// <returns>Whether there was such a user.</returns>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            Refresh();
            var users = new Dictionary<string, ConsoleUser>(_users, StringComparer.Ordinal);
            if (!users.Remove(Normal(name)))
            {
                return false;
            }

            Write(users);
            return true;
        }
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

            var password = NewPassword();
            Store(new ConsoleUser(FirstUser, PasswordHash.Of(password), NewStamp(), Generated: true));
            return password;
        }
    }

    internal ConsoleUser? Find(string? name)
    {
        lock (_gate)
        {
            Refresh();
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
        Refresh();
        Write(new Dictionary<string, ConsoleUser>(_users, StringComparer.Ordinal) { [user.Name] = user });
    }

    private void Write(Dictionary<string, ConsoleUser> users)
    {
        OwnerOnly.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(users.Values.ToArray(), JsonSerializerOptions.Web));
        _users = users;
        _readAt = File.GetLastWriteTimeUtc(_path);
    }

    /// <summary>The command line may have added or removed somebody beside this process.</summary>
    private void Refresh()
    {
        var written = File.GetLastWriteTimeUtc(_path);
        if (written == _readAt)
        {
            return;
        }

        try
        {
            _users = Read(_path);
            _readAt = written;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Those known before may go on; the next look tries again.
        }
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

    // Five groups of four out of 31 signs: 99 bits, and still possible to type.
    private static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(PasswordAlphabet, 4)));

    private static string Normal(string name) => name.Trim().ToLowerInvariant();

    private static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
