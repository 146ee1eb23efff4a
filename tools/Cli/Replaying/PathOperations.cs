namespace SecurityDecisioning.Cli.Replaying;

/// <summary>What a request attempts, guessed from its path: a log knows no routes. Answers are kept per path.</summary>
internal sealed class PathOperations(IReadOnlyList<LoginPattern> logins)
{
    // Paths are the client's to invent: past this many they are looked at again each time.
    private const int MostKept = 100_000;

    private static readonly string[] Assets =
        [".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".woff", ".woff2", ".ttf", ".map", ".mp4", ".avif"];

    private readonly Dictionary<string, (Operation Operation, LoginPattern? Login)> _kept = new(StringComparer.Ordinal);

    public (Operation Operation, LoginPattern? Login) Of(string path, RequestMethod method)
    {
        if (!_kept.TryGetValue(path, out var found))
        {
            found = Look(path);
            if (_kept.Count < MostKept)
            {
                _kept.Add(path, found);
            }
        }

        // Looking at a form is no attempt.
        return found.Operation is Operation.Login or Operation.Register or Operation.PasswordReset or Operation.Checkout
            && method != RequestMethod.Post
                ? (Operation.Page, null)
                : found;
    }

    private (Operation, LoginPattern?) Look(string path)
    {
        if (logins.FirstOrDefault(p => p.Matches(path)) is { } login)
        {
            return (Operation.Login, login);
        }

        return (Holds("/register") || Holds("/signup") || Holds("/sign-up") ? Operation.Register
            : Holds("password-reset") || Holds("/reset") || Holds("/forgot") ? Operation.PasswordReset
            : Holds("/checkout") ? Operation.Checkout
            : Holds("/api/") || Holds("/graphql") ? Operation.Api
            : Holds("/admin") || Holds("/wp-admin") ? Operation.Admin
            : Assets.Any(a => path.EndsWith(a, StringComparison.OrdinalIgnoreCase)) ? Operation.Static
            : Operation.Page, null);

        bool Holds(string part) => path.Contains(part, StringComparison.OrdinalIgnoreCase);
    }
}
