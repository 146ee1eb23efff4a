using System.Security.Cryptography;
using System.Text;
using SecurityDecisioning.DemoShop.Seed;

namespace SecurityDecisioning.DemoShop.Tests.Seed;

internal sealed class SeedAccountsTests
{
    [Test]
    public void Five_hundred_accounts_have_their_own_names_and_plausible_passwords()
    {
        Assert.That(SeedAccounts.All, Has.Count.EqualTo(500));
        Assert.That(SeedAccounts.All.Select(a => a.Username), Is.Unique);
        Assert.That(SeedAccounts.All.Select(a => a.Username), Has.All.EndsWith(".example"));
        Assert.That(SeedAccounts.All.Select(a => a.Password.Length), Has.All.InRange(8, 40));
        Assert.That(SeedAccounts.All.Select(a => a.Password).Distinct().Count(), Is.GreaterThan(480));
    }

    /// <summary>A change here would lock every simulated customer out of shops that exist.</summary>
    [Test]
    public void The_accounts_never_change()
    {
        var text = string.Join('\n', SeedAccounts.All.Select(a => $"{a.Number} {a.Username} {a.Name} {a.Password}"));

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16], Is.EqualTo("c25f8d392b97e81f"));
    }
}
