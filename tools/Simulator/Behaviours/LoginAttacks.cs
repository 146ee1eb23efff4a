using System.Globalization;
using SecurityDecisioning.DemoShop.Seed;
using SecurityDecisioning.Simulator.Scenarios;

namespace SecurityDecisioning.Simulator.Behaviours;

/// <summary>Attacks on the sign-in itself.</summary>
internal static class LoginAttacks
{
    private static readonly string[] Common =
        ["123456", "password", "qwerty123", "Summer2025!", "Winter2025!", "Welcome1", "letmein", "Passw0rd!", "iloveyou", "abc12345"];

    /// <summary>A leaked list tried from many addresses, few attempts each, or from one that does not care.</summary>
    public static IEnumerable<Step> Stuffing(Stage stage, bool distributed)
    {
        var rng = stage.Rng;
        var attempts = distributed ? stage.Attempts(250, 900) : stage.Attempts(100, 500);
        var pool = AddressPool.Make(stage, distributed ? Math.Max(3, attempts / rng.Between(2, 7)) : 1, botnet: distributed);
        var gap = distributed ? rng.Between(0.4, 12.0) : rng.Between(0.15, 4.0);
        var now = stage.CampaignStart();
        for (var i = 0; i < attempts && now < stage.EndMs; i++)
        {
            var (address, client) = pool.Next();
            var visit = stage.Visit(client, address, now);
            if (client.Persona.KeepsCookies && rng.Chance(0.5))
            {
                yield return visit.Do(StepKind.LoginForm);
                visit.Pause(0.4);
            }

            // Most of a leak belongs to nobody here; of those who are, few still use that password.
            var account = stage.AnyAccount();
            var (username, password, right) = rng.Below(100) switch
            {
                < 3 => (account.Username, account.Password, true),
                < 50 => (account.Username, $"{Shopping.Slip(rng, account.Password)}{rng.Below(100)}", false),
                _ => (Stranger(rng), $"{rng.Pick(Common)}{rng.Below(1000)}", false),
            };
            yield return visit.Login(username, password);
            if (right)
            {
                visit.Pause(0.8);
                yield return visit.Do(StepKind.Account);
            }

            visit.Pause(rng.Exponential(gap));
            now = visit.Now;
        }
    }

    /// <summary>Many passwords on one account, from one place or a handful; now and then the right one at last.</summary>
    public static IEnumerable<Step> Cracking(Stage stage)
    {
        var rng = stage.Rng;
        var attempts = stage.Attempts(80, 500);
        var account = stage.AnyAccount();
        var pool = AddressPool.Make(stage, rng.Chance(0.5) ? 1 : rng.Between(2, 15), rng.Chance(0.5));
        var gap = rng.Between(0.3, 6.0);
        var now = stage.CampaignStart();
        var succeeds = rng.Chance(0.5);
        for (var i = 0; i < attempts && now < stage.EndMs; i++)
        {
            var (address, client) = pool.Any(rng);
            var visit = stage.Visit(client, address, now);
            var last = succeeds && i == attempts - 1;
            yield return visit.Login(account.Username, last ? account.Password : $"{rng.Pick(Common)}{i}");
            visit.Pause(rng.Exponential(gap));
            if (last)
            {
                yield return visit.Do(StepKind.Account);
            }

            now = visit.Now;
        }
    }

    /// <summary>A few common passwords on many accounts, each account seldom enough that no counter of its own speaks.</summary>
    public static IEnumerable<Step> Spraying(Stage stage)
    {
        var rng = stage.Rng;
        var attempts = stage.Attempts(120, 400);
        var pool = AddressPool.Make(stage, rng.Between(1, 12), rng.Chance(0.4));
        var gap = rng.Between(6.0, 45.0);
        var now = stage.CampaignStart();
        var first = rng.Below(SeedAccounts.Count);
        var passwords = rng.Below(Common.Length);
        for (var i = 0; i < attempts && now < stage.EndMs; i++)
        {
            var (address, client) = pool.Any(rng);
            var visit = stage.Visit(client, address, now);
            var account = SeedAccounts.All[(first + (i * 7)) % SeedAccounts.Count];
            var hit = rng.Chance(0.012);
            yield return visit.Login(account, hit ? account.Password : Common[(passwords + (i / 72)) % Common.Length]);
            visit.Pause(hit ? 1 : rng.Between(0.5, 1.5) * gap);
            if (hit)
            {
                yield return visit.Do(StepKind.Account);
                visit.Pause(gap);
            }

            now = visit.Now;
        }
    }

    private static string Stranger(Rng rng) => string.Create(
        CultureInfo.InvariantCulture, $"{(char)('a' + rng.Below(26))}{rng.Pick(SeedAccounts.All).Name.Split(' ')[1].ToLowerInvariant()}"
        + $"{rng.Below(9999)}@leak.example");
}
