using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>Attacks by somebody who already holds what lets a customer in.</summary>
internal static class IdentityAttacks
{
    /// <summary>Signs in with the right password from a new device, mostly from another country, and goes for the goods.</summary>
    public static IEnumerable<Step> Takeover(Stage stage, Customer victim)
    {
        var rng = stage.Rng;
        var persona = rng.Chance(0.7) ? Personas.AnyBrowser(rng) : Personas.AttackTool(rng) with { KeepsCookies = true };
        var visit = stage.Visit(stage.NewClient(persona), Foreign(rng), After(stage, victim));
        foreach (var step in visit.Open(StepKind.LoginForm))
        {
            yield return step;
        }

        visit.Read(3);
        if (rng.Chance(0.2))
        {
            yield return visit.Login(victim.Account, Shopping.Slip(rng, victim.Account.Password));
            visit.Read(4);
        }

        yield return visit.Login(victim.Account);
        visit.Pause(0.5);
        yield return visit.Do(StepKind.Account);
        visit.Read(3);
        foreach (var step in Shopping.Buy(visit, rng.Between(1, 2)))
        {
            yield return step;
        }

        for (var i = rng.Between(2, 8); i > 0; i--)
        {
            visit.Read(3);
            yield return visit.Do(i % 2 == 0 ? StepKind.Account : StepKind.Checkout);
        }
    }

    /// <summary>Uses a customer's session cookie elsewhere: no sign-in, straight to the account.</summary>
    public static IEnumerable<Step> SessionTheft(Stage stage, Customer victim)
    {
        var rng = stage.Rng;
        var persona = rng.Chance(0.5)
            ? Personas.DesktopBrowser(rng)
            : Personas.AttackTool(rng) with { KeepsCookies = true };
        var visit = stage.Visit(stage.NewClient(persona), Foreign(rng), After(stage, victim));
        yield return visit.Do(StepKind.StealSession) with { Victim = victim.Browser, WholeJar = rng.Chance(0.3) };
        visit.Pause(1);
        for (var i = rng.Between(10, 40); i > 0; i--)
        {
            var (kind, subject) = rng.Below(8) switch
            {
                < 3 => (StepKind.Account, 0),
                3 => (StepKind.CartAdd, Shopping.AnyProduct(rng)),
                4 => (StepKind.Cart, 0),
                5 => (StepKind.Checkout, 0),
                6 => (StepKind.Admin, 0),
                _ => (StepKind.Product, Shopping.AnyProduct(rng)),
            };
            yield return visit.Do(kind, subject);
            visit.Pause(rng.Exponential(3));
        }
    }

    /// <summary>Once the victim has signed in, and while it may still be signed in.</summary>
    private static long After(Stage stage, Customer victim)
    {
        var earliest = victim.FirstVisitMs + stage.Pace.Ms(90);
        return earliest + (long)(Math.Max(0, stage.EndMs - earliest) * 0.6 * stage.Rng.Unit());
    }

    private static ClientAddress Foreign(Rng rng) => SimulatedCountries.Address(
        rng.Chance(0.8)
            ? rng.Between(SimulatedCountries.CustomerCountries, SimulatedCountries.Count - 1)
            : rng.Below(SimulatedCountries.CustomerCountries),
        rng.Between(130, 250),
        rng.Between(2, 250));
}
