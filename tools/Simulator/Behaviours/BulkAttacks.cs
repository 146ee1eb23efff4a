using System.Globalization;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>Attacks by volume: content, accounts, the API.</summary>
internal static class BulkAttacks
{
    /// <summary>Takes the catalogue page by page, faster than anybody reads.</summary>
    public static IEnumerable<Step> Scraping(Stage stage)
    {
        var rng = stage.Rng;
        var pages = stage.Attempts(250, 900);
        var pool = AddressPool.Make(stage, rng.Chance(0.5) ? 1 : rng.Between(3, 20), rng.Chance(0.4));
        var gap = rng.Between(0.15, 2.5);
        var jitter = rng.Between(0.02, 0.6);
        var inOrder = rng.Chance(0.6);
        var now = stage.CampaignStart();
        for (var i = 0; i < pages && now < stage.EndMs; i++)
        {
            var (address, client) = pool.Next();
            var visit = stage.Visit(client, address, now);
            var product = inOrder ? 1 + (i % (StepRequest.Products + 6)) : rng.Between(1, StepRequest.Products);
            yield return i % 13 == 0 ? visit.Do(StepKind.Catalogue, 1 + (i / 13 % 9)) : visit.Do(StepKind.Product, product);
            visit.Pause(gap * rng.Between(1 - jitter, 1 + jitter));
            now = visit.Now;
        }
    }

    /// <summary>Registers accounts in a row.</summary>
    public static IEnumerable<Step> AccountCreation(Stage stage)
    {
        var rng = stage.Rng;
        var accounts = stage.Attempts(40, 160);
        var pool = AddressPool.Make(stage, rng.Chance(0.5) ? 1 : rng.Between(2, 10), rng.Chance(0.4));
        var gap = rng.Between(1.5, 20.0);
        var now = stage.CampaignStart();
        for (var i = 0; i < accounts && now < stage.EndMs; i++)
        {
            var (address, tool) = pool.Any(rng);
            // A new jar per account, or the registrations would show as one signed-in client.
            var visit = stage.Visit(stage.NewClient(tool.Persona), address, now);
            if (rng.Chance(0.4))
            {
                yield return visit.Do(StepKind.RegisterForm);
                visit.Pause(0.5);
            }

            yield return visit.Do(StepKind.Register) with
            {
                Username = string.Create(CultureInfo.InvariantCulture, $"user{rng.Below(100_000)}x{stage.Actor.Id}n{i}@bulk.example"),
                Password = $"Bulk-{rng.Below(1_000_000)}",
            };
            visit.Pause(rng.Between(0.6, 1.4) * gap);
            now = visit.Now;
        }
    }

    /// <summary>One token used to walk through everybody's orders and products as fast as the API answers.</summary>
    public static IEnumerable<Step> Api(Stage stage)
    {
        var rng = stage.Rng;
        var calls = stage.Attempts(250, 1200);
        var (address, client) = AddressPool.Make(stage, 1, botnet: false).Next();
        var account = stage.AnyAccount();
        var visit = stage.Visit(client, address, stage.CampaignStart());
        var gap = rng.Between(0.04, 0.6);
        var hasToken = rng.Chance(0.8);
        if (hasToken)
        {
            yield return visit.Do(StepKind.ApiLogin) with { Username = account.Username, Password = account.Password };
        }

        var ordersFirst = rng.Chance(0.6);
        for (var i = 0; i < calls && visit.Now < stage.EndMs; i++)
        {
            visit.Pause(rng.Exponential(gap));
            yield return ordersFirst ^ (i % 4 == 0) ? visit.Do(StepKind.ApiOrder, 1 + i) : visit.Do(StepKind.ApiProduct, 1 + i);
        }
    }
}
