using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests.Restricting;

internal sealed class RestrictionIndexTests
{
    private static readonly EntityKey Address = EngineUnderTest.Ip("203.0.113.9");

    [Test]
    public void Strongest_that_still_holds_wins_over_every_entity()
    {
        var sut = new RestrictionIndex();
        var request = SampleEvents.Request(account: "alice", device: "laptop", atMs: 1_000);
        var throttle = EngineUnderTest.Standing(request.Entity(EntityKind.Device), ActionKind.Throttle);
        sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge));
        sut.Apply(EngineUnderTest.Standing(request.Entity(EntityKind.Account), ActionKind.Revoke, forMs: 500));
        sut.Apply(throttle);

        Assert.That(sut.Find(request), Is.EqualTo(throttle));
    }

    [Test]
    public void All_that_stand_are_found_strongest_first_and_no_more_than_a_record_holds()
    {
        var sut = new RestrictionIndex();
        var request = SampleEvents.Request(account: "alice", device: "laptop", atMs: 1_000);
        foreach (var i in Enumerable.Range(0, 6))
        {
            sut.Apply(EngineUnderTest.Standing(request.Entity(EntityKind.Account), (ActionKind)(i % 3), i));
            sut.Apply(EngineUnderTest.Standing(request.Entity(EntityKind.Device), (ActionKind)((i + 1) % 4), i));
        }

        sut.Apply(EngineUnderTest.Standing(request.Entity(EntityKind.Device), ActionKind.Revoke, forMs: 500));
        var found = new List<Restriction>();
        sut.FindAll(request, found);

        Assert.That(found, Has.Count.EqualTo(Decision.MaxStanding));
        Assert.That(found.Select(r => r.Action), Is.EqualTo(new[]
        {
            ActionKind.Revoke, ActionKind.Throttle, ActionKind.Throttle, ActionKind.Throttle, ActionKind.Throttle,
            ActionKind.Challenge, ActionKind.Challenge, ActionKind.Challenge,
        }));
    }

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(59_999, true)]
    [TestCase(60_000, false)]
    public void Holds_from_its_first_to_before_its_last_millisecond(int atMs, bool holds)
    {
        var sut = new RestrictionIndex();
        sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle));

        Assert.That(sut.Find(SampleEvents.Request(atMs: atMs)), holds ? Is.Not.Null : Is.Null);
    }

    [Test]
    public void Network_restriction_holds_for_every_address_in_it()
    {
        var sut = new RestrictionIndex();
        sut.Apply(EngineUnderTest.Standing(SampleEvents.Request().Entity(EntityKind.Network), ActionKind.Throttle));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sut.Find(SampleEvents.Request(ip: "203.0.113.200")), Is.Not.Null);
            Assert.That(sut.Find(SampleEvents.Request(ip: "203.0.114.9")), Is.Null);
        }
    }

    [Test]
    public void Lift_ends_one_and_leaves_the_others()
    {
        var sut = new RestrictionIndex();
        var strong = EngineUnderTest.Standing(Address, ActionKind.Throttle);
        var mild = EngineUnderTest.Standing(Address, ActionKind.Challenge);
        sut.Apply(strong);
        sut.Apply(mild);

        sut.Lift(new RestrictionLift(strong.Id, Address, SampleEvents.StartMs, "analyst", "mistake"));

        Assert.That(sut.Find(SampleEvents.Request()), Is.EqualTo(mild));
    }

    [Test]
    public void Lift_that_overtakes_its_restriction_still_ends_it()
    {
        var sut = new RestrictionIndex();
        var restriction = EngineUnderTest.Standing(Address, ActionKind.Revoke);

        sut.Lift(new RestrictionLift(restriction.Id, Address, SampleEvents.StartMs, "analyst", "mistake"));
        sut.Apply(restriction);

        Assert.That(sut.Find(SampleEvents.Request()), Is.Null);
    }

    [Test]
    public void Applied_twice_is_held_once()
    {
        var sut = new RestrictionIndex();
        var restriction = EngineUnderTest.Standing(Address, ActionKind.Throttle);
        sut.Apply(restriction);
        sut.Apply(restriction);

        Assert.That(sut.Count, Is.EqualTo(1));
    }

    [Test]
    public void Full_index_gives_up_the_mildest_first()
    {
        var pinned = new HashSet<EntityKey>();
        var sut = new RestrictionIndex(100, (entity, stands) => _ = stands ? pinned.Add(entity) : pinned.Remove(entity));
        var revoked = EngineUnderTest.Standing(EngineUnderTest.Ip("198.51.100.7"), ActionKind.Revoke);
        sut.Apply(revoked);
        for (var i = 0; i < 1_000; i++)
        {
            sut.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip($"10.0.{i / 250}.{i % 250}"), ActionKind.Challenge));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sut.Count, Is.LessThanOrEqualTo(100));
            Assert.That(sut.Evicted, Is.GreaterThan(0));
            Assert.That(pinned, Has.Count.EqualTo(sut.Count), "what gave way is let go");
            Assert.That(sut.Find(SampleEvents.Request(ip: "198.51.100.7")), Is.EqualTo(revoked));
        }
    }

    [Test]
    public void Sweep_forgets_what_has_ended()
    {
        var sut = new RestrictionIndex();
        sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle, forMs: 100));
        sut.Apply(EngineUnderTest.Standing(EngineUnderTest.Ip("198.51.100.7"), ActionKind.Throttle, forMs: 10_000));

        var gone = sut.Sweep(SampleEvents.StartMs + 100);

        Assert.That((gone, sut.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Entity_is_pinned_until_the_last_restriction_on_it_is_gone()
    {
        var pinned = new HashSet<EntityKey>();
        var sut = new RestrictionIndex(pin: (entity, stands) => _ = stands ? pinned.Add(entity) : pinned.Remove(entity));
        var one = EngineUnderTest.Standing(Address, ActionKind.Throttle);
        var two = EngineUnderTest.Standing(Address, ActionKind.Challenge);
        var three = EngineUnderTest.Standing(Address, ActionKind.Challenge, forMs: 100_000);
        sut.Apply(one);
        sut.Apply(two);
        sut.Apply(three);

        sut.Lift(new RestrictionLift(one.Id, Address, SampleEvents.StartMs, "a", "b"));
        Assert.That(pinned, Is.EqualTo(new[] { Address }), "two more stand");
        sut.Withdraw(two);
        Assert.That(pinned, Is.EqualTo(new[] { Address }), "one more stands");
        sut.Sweep(SampleEvents.StartMs + 100_000);
        Assert.That(pinned, Is.Empty);
    }

    [Test]
    public void Withdrawn_restriction_comes_back_with_its_record()
    {
        var sut = new RestrictionIndex();
        var restriction = EngineUnderTest.Standing(Address, ActionKind.Throttle);
        sut.Apply(restriction);

        sut.Withdraw(restriction);
        Assert.That(sut.Find(SampleEvents.Request(ip: "203.0.113.9")), Is.Null);
        sut.Apply(restriction);

        Assert.That(sut.Find(SampleEvents.Request(ip: "203.0.113.9")), Is.EqualTo(restriction));
    }

    [Test]
    public void Flood_of_policy_restrictions_leaves_what_a_person_set()
    {
        var sut = new RestrictionIndex(100);
        var exemption = EngineUnderTest.Standing(Address, ActionKind.Allow, forMs: 1_000);
        sut.Apply(exemption);

        for (var i = 0; i < 1_000; i++)
        {
            var flood = EngineUnderTest.Standing(EngineUnderTest.Ip($"10.0.{i / 250}.{i % 250}"), ActionKind.Throttle);
            sut.Apply(flood with { Origin = RestrictionOrigin.Policy });
        }

        Assert.That(sut.Find(SampleEvents.Request()), Is.EqualTo(exemption));
        Assert.That(sut.Count, Is.LessThanOrEqualTo(100));
    }

    [Test]
    public void Restricted_is_what_more_than_an_exemption_stands_on()
    {
        var sut = new RestrictionIndex();
        var exempt = EngineUnderTest.Ip("198.51.100.7");
        sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge, forMs: 100, operations: Restriction.MaskOf(Operation.Login)));
        sut.Apply(EngineUnderTest.Standing(exempt, ActionKind.Allow));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sut.IsRestricted(Address, SampleEvents.StartMs), Is.True);
            Assert.That(sut.IsRestricted(Address, SampleEvents.StartMs + 100), Is.False);
            Assert.That(sut.IsRestricted(exempt, SampleEvents.StartMs), Is.False);
        }
    }

    [TestCase(ActionKind.Challenge, 60_000, 0, ExpectedResult = true)]
    [TestCase(ActionKind.Throttle, 60_000, 0, ExpectedResult = false, Description = "stronger than what stands")]
    [TestCase(ActionKind.Challenge, 200_000, 0, ExpectedResult = false, Description = "what stands ends before half of it")]
    [TestCase(ActionKind.Challenge, 60_000, (int)Operation.Login, ExpectedResult = true, Description = "narrower")]
    public bool Covered_is_what_an_equal_or_stronger_one_says_already(ActionKind action, int forMs, int operation)
    {
        var sut = new RestrictionIndex();
        sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge));
        var mask = operation == 0 ? 0 : Restriction.MaskOf((Operation)operation);

        return sut.IsCovered(EngineUnderTest.Standing(Address, action, forMs: forMs, operations: mask));
    }

    [TestCase(59_999, 1)]
    [TestCase(60_000, 1, Description = "it holds no more, and counts")]
    [TestCase(Day - 1, 1)]
    [TestCase(Day, 0)]
    public void Restriction_counts_as_one_before_for_a_day(int atMs, int expected)
    {
        var sut = new RestrictionIndex();
        sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle));
        sut.Sweep(SampleEvents.StartMs + atMs);

        Assert.That(Recent(sut, atMs), Is.EqualTo(expected));
    }

    [Test]
    public void Restriction_counts_once_and_not_where_it_was_lifted_or_withdrawn_or_lets_through()
    {
        var sut = new RestrictionIndex();
        var (lifted, withdrawn) = (EngineUnderTest.Standing(Address, ActionKind.Throttle), EngineUnderTest.Standing(Address, ActionKind.Throttle));
        var counted = EngineUnderTest.Standing(Address, ActionKind.Challenge);
        foreach (var restriction in new[] { lifted, withdrawn, counted, counted, EngineUnderTest.Standing(Address, ActionKind.Allow) })
        {
            sut.Apply(restriction);
        }

        Assert.That(Recent(sut, 1), Is.EqualTo(3));
        sut.Lift(new RestrictionLift(lifted.Id, Address, SampleEvents.StartMs, "jane", "A mistake."));
        sut.Withdraw(withdrawn);
        sut.Apply(lifted);
        Assert.That(Recent(sut, 1), Is.EqualTo(1));
    }

    [Test]
    public void One_entity_has_no_more_repeats_than_are_told_apart_and_the_newest_stay()
    {
        var sut = new RestrictionIndex();
        for (var i = 0; i < 100; i++)
        {
            sut.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle, i * 1_000, forMs: 10));
        }

        Assert.That(Recent(sut, 100_000), Is.EqualTo(32));
        Assert.That(Recent(sut, Day + 98_500), Is.EqualTo(1));
    }

    [Test]
    public void Copy_keeps_what_ran_out_within_a_day_as_repeats_that_hold_nobody()
    {
        var (before, sut) = (new RestrictionIndex(), new RestrictionIndex());
        before.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle, 0, 1_000));
        before.Apply(EngineUnderTest.Standing(Address, ActionKind.Throttle, 2_000, 1_000));
        before.Apply(EngineUnderTest.Standing(Address, ActionKind.Challenge, 2_000, 60_000));
        before.Sweep(SampleEvents.StartMs + 5_000);

        sut.Restore(before.Copy(out var lifted), lifted);
        sut.Sweep(SampleEvents.StartMs + 5_000);

        Assert.That((sut.Count, Recent(sut, 5_000)), Is.EqualTo((1, 3)));
    }

    private const int Day = 86_400_000;

    private static int Recent(RestrictionIndex sut, int atMs)
    {
        var repeats = new byte[(int)EntityKind.ApiKey + 1];
        sut.CountRecent(SampleEvents.Request(atMs: atMs), repeats);
        Assert.That(repeats.Where((_, kind) => kind != (int)EntityKind.Ip), Is.All.Zero);
        return repeats[(int)EntityKind.Ip];
    }
}
