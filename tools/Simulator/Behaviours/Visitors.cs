using System.Globalization;
using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>The benign who are not regular customers.</summary>
internal static class Visitors
{
    /// <summary>Comes once or twice, looks around, may put things in the cart; a few register.</summary>
    public static IEnumerable<Step> Shopper(Stage stage, ClientAddress address)
    {
        var rng = stage.Rng;
        var client = stage.NewClient(Personas.AnyBrowser(rng));
        var at = (long)(stage.EndMs * rng.Unit());
        for (var visits = rng.Between(1, 2); visits > 0 && at < stage.EndMs; visits--)
        {
            var visit = stage.Visit(client, address, at);
            foreach (var step in visit.Open(rng.Chance(0.6) ? StepKind.Home : StepKind.Product, Shopping.AnyProduct(rng))
                .Concat(Shopping.Browse(visit, rng.Between(1, 18)))
                .Concat(rng.Chance(0.2) ? Join(stage, visit) : []))
            {
                yield return step;
            }

            at = visit.Now + 1 + (long)(rng.Exponential(0.3) * stage.Pace.VisitGap.TotalMilliseconds);
        }
    }

    /// <summary>Has forgotten the password: guesses, gives up, resets, signs in.</summary>
    public static IEnumerable<Step> Forgetful(Stage stage, SeedAccount account, ClientAddress address)
    {
        var rng = stage.Rng;
        var client = stage.NewClient(Personas.AnyBrowser(rng));
        var nowMs = 0L;
        foreach (var at in stage.VisitTimes(2))
        {
            var visit = stage.Visit(client, address, Math.Max(at, nowMs));
            foreach (var step in visit.Open(StepKind.LoginForm))
            {
                yield return step;
            }

            for (var guesses = rng.Between(2, 6); guesses > 0; guesses--)
            {
                visit.Read(7);
                yield return visit.Login(account, Shopping.Slip(rng, account.Password));
            }

            if (rng.Chance(0.7))
            {
                visit.Read(6);
                yield return visit.Do(StepKind.ResetForm);
                visit.Read(5);
                yield return visit.Do(StepKind.ResetRequest) with { Username = account.Username };
                visit.Read(35);
                // People who reset often choose the old password again; it also lets a run be repeated.
                yield return visit.Do(StepKind.ResetConfirm) with { Username = account.Username, Password = account.Password };
                visit.Read(4);
            }

            foreach (var step in Shopping.SignIn(visit, account, slips: 0.03).Concat(Shopping.Browse(visit, rng.Between(2, 9))))
            {
                yield return step;
            }

            nowMs = visit.Now + 1;
        }
    }

    /// <summary>A partner's program: signs in for a token, then polls like a clock with a little drift.</summary>
    public static IEnumerable<Step> Integration(Stage stage, SeedAccount account, ClientAddress address)
    {
        var rng = stage.Rng;
        var visit = stage.Visit(stage.NewClient(Personas.Integration(rng)), address, (long)(stage.EndMs * 0.2 * rng.Unit()));
        var period = rng.Between(120.0, 900.0);
        yield return visit.Do(StepKind.ApiLogin) with { Username = account.Username, Password = account.Password };
        for (var polls = 0; visit.Now < stage.EndMs && polls < 20_000; polls++)
        {
            visit.Pause(period * rng.Between(0.97, 1.03));
            yield return visit.Do(StepKind.ApiProducts, 1);
            for (var i = rng.Below(6); i > 0; i--)
            {
                visit.Pause(rng.Between(0.2, 1.0));
                yield return visit.Do(StepKind.ApiProduct, rng.Between(1, StepRequest.Products));
            }

            if (polls % 6 == 5)
            {
                visit.Pause(0.5);
                yield return visit.Do(StepKind.ApiOrders);
            }

            if (polls % 90 == 89)
            {
                visit.Pause(0.5);
                yield return visit.Do(StepKind.ApiLogin) with { Username = account.Username, Password = account.Password };
            }
        }
    }

    /// <summary>A search engine that says so, reads robots.txt first and takes its time.</summary>
    public static IEnumerable<Step> Crawler(Stage stage)
    {
        var rng = stage.Rng;
        var client = stage.NewClient(Personas.Crawler());
        var network = rng.Between(40, 60);
        var visit = stage.Visit(client, SimulatedCountries.Address(9, network, 20), (long)(stage.EndMs * 0.1 * rng.Unit()));
        yield return visit.Do(StepKind.Robots);
        for (var page = 0; visit.Now < stage.EndMs && page < 20_000; page++)
        {
            visit.Pause(rng.Between(15.0, 60.0) * (page % 200 == 199 ? 200 : 1));
            visit.Address = SimulatedCountries.Address(9, network, 20 + rng.Below(3));
            yield return page % 10 == 0
                ? visit.Do(StepKind.Catalogue, 1 + (page / 10 % 9))
                : visit.Do(StepKind.Product, 1 + (page % StepRequest.Products));
        }
    }

    private static IEnumerable<Step> Join(Stage stage, Visit visit)
    {
        yield return visit.Do(StepKind.RegisterForm);
        visit.Read(25);
        yield return visit.Do(StepKind.Register) with
        {
            Username = string.Create(CultureInfo.InvariantCulture, $"guest{stage.Actor.Id}@new.example"),
            Password = $"Welcome-{stage.Rng.Between(1000, 9999)}-{stage.Actor.Id}",
        };
        visit.Read(6);
        foreach (var step in Shopping.Buy(visit, 1))
        {
            yield return step;
        }
    }
}
