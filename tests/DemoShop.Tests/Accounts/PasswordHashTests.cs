using SecurityDecisioning.DemoShop.Accounts;

namespace SecurityDecisioning.DemoShop.Tests.Accounts;

internal sealed class PasswordHashTests
{
    [Test]
    public void A_password_verifies_against_its_own_hash_only()
    {
        var stored = new PasswordHash(20).Make("Biscuit1987!");

        Assert.That(PasswordHash.Verify("Biscuit1987!", stored), Is.True);
        Assert.That(PasswordHash.Verify("Biscuit1987", stored), Is.False);
        Assert.That(PasswordHash.Verify("", stored), Is.False);
    }

    [Test]
    public void The_same_password_is_stored_differently_each_time()
    {
        var passwords = new PasswordHash(20);
        var first = passwords.Make("x");

        Assert.That(passwords.Make("x"), Is.Not.EqualTo(first));
    }
}
