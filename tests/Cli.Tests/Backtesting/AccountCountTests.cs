using SecurityDecisioning.Cli.Backtesting;

namespace SecurityDecisioning.Cli.Tests.Backtesting;

internal sealed class AccountCountTests
{
    [Test]
    public void Accounts_are_counted_exactly_up_to_the_limit()
    {
        var accounts = new DistinctAccounts(1_000);
        for (var i = 0; i < 5_000; i++)
        {
            accounts.Add(Account(i % 1_000));
        }

        Assert.That((accounts.IsExact, accounts.Count), Is.EqualTo((true, 1_000L)));
    }

    /// <summary>Four standard errors of 0.81 %; the same numbers every time.</summary>
    [TestCase(1_001)]
    [TestCase(30_000)]
    [TestCase(400_000)]
    public void Beyond_the_limit_the_number_is_near(int count)
    {
        var accounts = new DistinctAccounts(1_000);
        for (var i = 0; i < 2 * count; i++)
        {
            accounts.Add(Account(i % count));
        }

        Assert.That(accounts.IsExact, Is.False);
        Assert.That(accounts.Count, Is.EqualTo(count).Within(0.033 * count));
    }

    [Test]
    public void Account_touched_most_is_found_among_more_than_fit_and_lacks_no_more_than_said()
    {
        var touched = new TouchedAccounts(100);
        var random = new Random(4);
        var real = new Dictionary<Pseudonym, long>();
        for (var i = 0; i < 20_000; i++)
        {
            var account = Account(random.Next(4) == 0 ? random.Next(5) : 5 + random.Next(5_000));
            real[account] = real.GetValueOrDefault(account) + 1;
            touched.Add(new AccountTouch(account, ActionKind.Allow, ActionKind.Challenge, IsClean: true, IsOwner: true));
        }

        var top = touched.Top(5);

        Assert.That(top.Select(a => a.Account), Is.EquivalentTo(Enumerable.Range(0, 5).Select(Account)));
        Assert.That(touched.MissedAtMost, Is.Positive.And.LessThan(500));
        foreach (var account in top)
        {
            Assert.That(account.Decisions, Is.InRange(real[account.Account] - touched.MissedAtMost, real[account.Account]));
        }
    }

    [Test]
    public void Accounts_are_ordered_by_what_their_owners_would_notice()
    {
        var touched = new TouchedAccounts();
        touched.Add(new AccountTouch(Account(1), ActionKind.Allow, ActionKind.Throttle, true, IsOwner: false));
        touched.Add(new AccountTouch(Account(1), ActionKind.Allow, ActionKind.Challenge, true, IsOwner: false));
        touched.Add(new AccountTouch(Account(2), ActionKind.Allow, ActionKind.Challenge, true, IsOwner: true));
        touched.Add(new AccountTouch(Account(3), ActionKind.Challenge, ActionKind.Challenge, true, IsOwner: true));

        Assert.That(touched.Top(3), Is.EqualTo(new[]
        {
            new TouchedAccount(Account(2), 1, 1, 1, ActionKind.Challenge),
            new TouchedAccount(Account(1), 2, 2, 0, ActionKind.Throttle),
            new TouchedAccount(Account(3), 1, 0, 0, ActionKind.Challenge),
        }));
    }

    private static Pseudonym Account(int number) => new((ulong)number + 1, 7);
}
