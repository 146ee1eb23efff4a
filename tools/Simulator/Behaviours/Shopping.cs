using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>What people do in a shop, as pieces that behaviours are put together from.</summary>
internal static class Shopping
{
    /// <summary>Looks at pages, sometimes opening several products at once in tabs.</summary>
    public static IEnumerable<Step> Browse(Visit visit, int pages)
    {
        var rng = visit.Rng;
        for (var i = 0; i < pages; i++)
        {
            if (rng.Chance(0.12))
            {
                foreach (var step in Tabs(visit))
                {
                    yield return step;
                }

                continue;
            }

            var (kind, subject) = rng.Below(10) switch
            {
                < 1 => (StepKind.Home, 0),
                < 3 => (StepKind.Catalogue, rng.Between(1, 8)),
                < 5 => (StepKind.Search, rng.Below(10)),
                _ => (StepKind.Product, AnyProduct(rng)),
            };
            foreach (var step in visit.Open(kind, subject))
            {
                yield return step;
            }

            visit.Read();
        }
    }

    /// <summary>Signs in as people do: the form first, a slip now and then, the right password in the end.</summary>
    public static IEnumerable<Step> SignIn(Visit visit, SeedAccount account, double slips = 0.1)
    {
        foreach (var step in visit.Open(StepKind.LoginForm))
        {
            yield return step;
        }

        visit.Read(4);
        for (var i = 0; i < 3 && visit.Rng.Chance(slips); i++)
        {
            yield return visit.Login(account, Slip(visit.Rng, account.Password));
            visit.Read(6);
        }

        yield return visit.Login(account);
        visit.Pause(0.3);
        yield return visit.Do(StepKind.Account);
        visit.Read(5);
    }

    public static IEnumerable<Step> Buy(Visit visit, int items)
    {
        for (var i = 0; i < items; i++)
        {
            var product = AnyProduct(visit.Rng);
            yield return visit.Do(StepKind.Product, product);
            visit.Read();
            yield return visit.Do(StepKind.CartAdd, product);
            visit.Pause(0.3);
            yield return visit.Do(StepKind.Cart);
            visit.Read(6);
        }

        yield return visit.Do(StepKind.CheckoutForm);
        visit.Read(15);
        yield return visit.Do(StepKind.Checkout);
        visit.Read(10);
    }

    /// <summary>A mistyped password: a letter lost, doubled or in the wrong case.</summary>
    public static string Slip(Rng rng, string password)
    {
        var at = rng.Below(password.Length);
        return rng.Below(3) switch
        {
            0 => password.Remove(at, 1),
            1 => password.Insert(at, password[at].ToString()),
            _ => password + (char)('a' + rng.Below(26)),
        };
    }

    public static int AnyProduct(Rng rng)
    {
        // A few products draw most of the eyes.
        var skewed = rng.Unit() * rng.Unit();
        return 1 + (int)(skewed * StepRequest.Products);
    }

    private static IEnumerable<Step> Tabs(Visit visit)
    {
        var tabs = visit.Rng.Between(3, 7);
        for (var i = 0; i < tabs; i++)
        {
            foreach (var step in visit.Open(StepKind.Product, AnyProduct(visit.Rng)))
            {
                yield return step;
            }

            visit.Pause(visit.Rng.Between(0.15, 1.2));
        }

        visit.Read(20);
    }
}
