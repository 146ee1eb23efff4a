using System.Globalization;

namespace SecurityDecisioning.Cli.Replaying;

/// <summary>A path at which people sign in, and the statuses that mean they got in.</summary>
/// <param name="Path">Compared without regard to case; a star at the end stands for anything.</param>
/// <param name="Succeeds">Statuses of a success; 400–403, 422 and any other 2xx or 3xx are a failure.</param>
internal sealed record LoginPattern(string Path, IReadOnlyList<int> Succeeds)
{
    /// <summary>Forms redirect when they accept and are shown again when they do not; an API answers 200 or 201.</summary>
    public static IReadOnlyList<LoginPattern> Defaults { get; } =
    [
        new("/login", [302, 303]), new("/signin", [302, 303]), new("/sign-in", [302, 303]), new("/wp-login.php", [302]),
        new("/users/sign_in", [302, 303]), new("/account/login", [302, 303]), new("/api/login", [200, 201]),
        new("/api/auth/login", [200, 201]), new("/auth/login", [200, 201, 302, 303]), new("/xmlrpc.php", []),
    ];

    /// <summary><c>/path</c> or <c>/path=302,200</c>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static LoginPattern Parse(string text)
    {
        var parts = text.Split('=', 2);
        var statuses = parts.Length == 1 ? ["302", "303"] : parts[1].Split(',');
        var succeeds = new List<int>();
        foreach (var status in statuses)
        {
            if (!int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 100 or > 599)
            {
                throw new ArgumentException($"--login-path `{text}`: `{status}` is no status; write /login=302,303");
            }

            succeeds.Add(code);
        }

        return parts[0].StartsWith('/')
            ? new LoginPattern(parts[0], succeeds)
            : throw new ArgumentException($"--login-path `{text}` does not begin with a slash; write /login=302,303");
    }

    public bool Matches(string path) => Path.EndsWith('*')
        ? path.AsSpan().StartsWith(Path.AsSpan(0, Path.Length - 1), StringComparison.OrdinalIgnoreCase)
        : path.Equals(Path, StringComparison.OrdinalIgnoreCase);

    public LoginOutcome OutcomeOf(int status) => Succeeds.Contains(status) ? LoginOutcome.Succeeded
        : status is (>= 200 and < 400) or 400 or 401 or 403 or 422 ? LoginOutcome.Failed : LoginOutcome.None;
}
