using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Offline;

/// <summary>
/// How the demo shop answers, without running it. A test plays one scenario against both and compares every status.
/// </summary>
internal sealed class ShopModel(Rng rng)
{
    // Past this many the oldest scenario accounts are not worth remembering: a campaign registers a few hundred.
    private const int MostRegistered = 200_000;
    private readonly Dictionary<string, string> _passwords =
        SeedAccounts.All.ToDictionary(a => a.Username, a => a.Password, StringComparer.OrdinalIgnoreCase);

    public ShopAnswer Answer(Step step, Jar jar)
    {
        var signedIn = jar.SignedInAs.Length > 0;
        return step.Kind switch
        {
            StepKind.Login => LogIn(step, jar),
            StepKind.ApiLogin => LogInForToken(step, jar),
            StepKind.Logout => LogOut(jar),
            StepKind.Register => Register(step, jar),
            StepKind.ResetConfirm => Reset(step),
            StepKind.ResetRequest => new ShopAnswer(200, 2_400),
            StepKind.CartAdd => AddToCart(jar, step.Client.Persona.KeepsCookies),
            StepKind.CheckoutForm => signedIn ? new ShopAnswer(200, 3_100) : ToLogin,
            StepKind.Checkout => CheckOut(jar, signedIn),
            StepKind.Account => signedIn ? new ShopAnswer(200, 3_600) : ToLogin,
            StepKind.Admin => signedIn ? new ShopAnswer(403, 1_900) : ToLogin,
            StepKind.Product => Exists(step.Subject) ? new ShopAnswer(200, 4_200) : new ShopAnswer(404, 1_700),
            StepKind.Missing => new ShopAnswer(404, 1_700),
            StepKind.ApiProducts => Token(jar) ?? new ShopAnswer(200, 5_200),
            StepKind.ApiProduct => Token(jar) ?? (Exists(step.Subject) ? new ShopAnswer(200, 310) : new ShopAnswer(404, 60)),
            StepKind.ApiOrders or StepKind.ApiMe => Token(jar) ?? new ShopAnswer(200, 240),
            // Other people's orders are not told from orders that do not exist.
            StepKind.ApiOrder => Token(jar) ?? new ShopAnswer(404, 60),
            StepKind.Stylesheet or StepKind.Script => new ShopAnswer(200, 6_000),
            StepKind.Robots => new ShopAnswer(200, 90),
            _ => new ShopAnswer(200, 5_800),
        };
    }

    private static ShopAnswer ToLogin => new(302, 0);

    private static bool Exists(int product) => product is >= 1 and <= StepRequest.Products;

    private static ShopAnswer? Token(Jar jar) => jar.Token.IsNone ? new ShopAnswer(401, 60) : null;

    private bool IsRight(Step step) =>
        _passwords.TryGetValue(step.Username, out var password) && string.Equals(password, step.Password, StringComparison.Ordinal);

    private ShopAnswer LogIn(Step step, Jar jar)
    {
        if (!IsRight(step))
        {
            return new ShopAnswer(401, 2_600) { Login = LoginOutcome.Failed };
        }

        return new ShopAnswer(302, 0) { Login = LoginOutcome.Succeeded, NewSession = SignIn(step, jar) };
    }

    private ShopAnswer LogInForToken(Step step, Jar jar)
    {
        if (!IsRight(step))
        {
            return new ShopAnswer(401, 60) { Login = LoginOutcome.Failed };
        }

        jar.Token = NewPseudonym();
        jar.TokenOf = step.Username;
        return new ShopAnswer(200, 420) { Login = LoginOutcome.Succeeded };
    }

    private static ShopAnswer LogOut(Jar jar)
    {
        jar.Session = default;
        jar.SignedInAs = "";
        return new ShopAnswer(302, 0);
    }

    private ShopAnswer Register(Step step, Jar jar)
    {
        if (_passwords.Count >= MostRegistered || !_passwords.TryAdd(step.Username, step.Password))
        {
            return new ShopAnswer(409, 2_700);
        }

        return new ShopAnswer(302, 0) { NewSession = SignIn(step, jar) };
    }

    private ShopAnswer Reset(Step step)
    {
        if (!_passwords.ContainsKey(step.Username))
        {
            return new ShopAnswer(400, 2_200);
        }

        _passwords[step.Username] = step.Password;
        return new ShopAnswer(302, 0);
    }

    private static ShopAnswer AddToCart(Jar jar, bool keepsCookies)
    {
        jar.HasCart = keepsCookies;
        return new ShopAnswer(302, 0);
    }

    private static ShopAnswer CheckOut(Jar jar, bool signedIn)
    {
        var ordered = signedIn && jar.HasCart;
        jar.HasCart = jar.HasCart && !ordered;
        return new ShopAnswer(302, 0);
    }

    private Pseudonym SignIn(Step step, Jar jar)
    {
        var session = NewPseudonym();
        if (step.Client.Persona.KeepsCookies)
        {
            jar.Session = session;
            jar.SignedInAs = step.Username;
            jar.SeenToSignIn = step.Kind == StepKind.Login;
        }

        return session;
    }

    private Pseudonym NewPseudonym() => new(rng.Next() | 1, rng.Next());
}
