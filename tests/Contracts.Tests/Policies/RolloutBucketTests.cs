using SecurityDecisioning.Contracts.Policies;

namespace SecurityDecisioning.Contracts.Tests.Policies;

[TestFixture]
internal sealed class RolloutBucketTests
{
    [Test]
    public void Account_is_in_the_same_bucket_whatever_else_changes()
    {
        var request = Request(7);
        var other = request with
        {
            TimeMs = 99, Operation = Operation.Checkout, Device = new Pseudonym(5, 6), Ip = new ClientAddress(1, 2), Country = "SE",
        };

        Assert.That(RolloutBucket.Of(other, "a-policy"), Is.EqualTo(RolloutBucket.Of(request, "a-policy")));
    }

    [Test]
    public void Device_then_address_stand_in_for_an_account()
    {
        var device = new Pseudonym(5, 6);
        var nobody = Request(7) with { Account = default };
        var here = new ClientAddress(0, 0x0000_FFFF_CB00_7109);

        Assert.That(
            RolloutBucket.Of(nobody with { Device = device, Ip = here }, "x"),
            Is.EqualTo(RolloutBucket.Of(nobody with { Device = device }, "x")));
        Assert.That(
            RolloutBucket.Of(nobody with { Ip = here, Session = new Pseudonym(8, 9) }, "x"),
            Is.EqualTo(RolloutBucket.Of(nobody with { Ip = here }, "x")));
    }

    /// <summary>Recorded decisions are re-made by it: a change of the function would be a change of the past.</summary>
    [TestCase(1u, "login-spraying", 4876)]
    [TestCase(2u, "login-spraying", 4635)]
    public void Bucket_is_for_good(uint account, string salt, int bucket) =>
        Assert.That(RolloutBucket.Of(Request(account), salt), Is.EqualTo(bucket));

    [Test]
    public void Every_percent_holds_its_share_and_salts_cut_differently()
    {
        const int Accounts = 50_000;
        var salt = RolloutBucket.SaltOf("one");
        var other = RolloutBucket.SaltOf("two");
        var within = 0;
        var both = 0;
        for (uint i = 1; i <= Accounts; i++)
        {
            var isIn = RolloutBucket.IsWithin(Request(i), salt, 10);
            within += isIn ? 1 : 0;
            both += isIn && RolloutBucket.IsWithin(Request(i), other, 10) ? 1 : 0;
        }

        Assert.That(within, Is.InRange(4_700, 5_300), "ten percent, within four standard deviations");
        Assert.That(both, Is.InRange(400, 600), "a tenth of a tenth");
    }

    [Test]
    public void Wider_rollout_keeps_everybody_that_a_narrower_one_had()
    {
        var salt = RolloutBucket.SaltOf("one");
        for (uint i = 1; i <= 2_000; i++)
        {
            for (var percent = 0; percent < 100; percent++)
            {
                Assert.That(
                    RolloutBucket.IsWithin(Request(i), salt, percent) && !RolloutBucket.IsWithin(Request(i), salt, percent + 1), Is.False);
            }
        }

        Assert.That(RolloutBucket.IsWithin(Request(1), salt, 0), Is.False);
        Assert.That(RolloutBucket.IsWithin(Request(1), salt, 100), Is.True);
    }

    private static SecurityEvent Request(uint account) => new()
    {
        Id = default, Kind = EventKind.Request, TimeMs = 1, Account = new Pseudonym(account * 0x9E37_79B9_7F4A_7C15, account),
    };
}
