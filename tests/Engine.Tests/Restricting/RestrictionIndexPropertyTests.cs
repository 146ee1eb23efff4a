using FsCheck;
using FsCheck.Fluent;
using SecurityDecisioning.Engine.Restricting;
using SecurityDecisioning.Engine.Tests.Support;

namespace SecurityDecisioning.Engine.Tests.Restricting;

internal sealed class RestrictionIndexPropertyTests
{
    /// <summary>Any order of restrictions, lifts, sweeps and repeats ends where a plain list of the unlifted ones would.</summary>
    [Test]
    public void Index_agrees_with_a_list() =>
        Prop.ForAll<int[]>(numbers => AgreesWithList(numbers)).QuickCheckThrowOnFailure();

    [Test]
    public void Lifted_restriction_whose_record_is_read_again_stays_lifted()
    {
        var sut = new RestrictionIndex(10);
        var restriction = Make(new Random(1), 0);
        sut.Apply(restriction);
        sut.Lift(new RestrictionLift(restriction.Id, restriction.Entity, SampleEvents.StartMs, "a", "b"));

        sut.Apply(restriction);

        Assert.That(sut.Count, Is.Zero);
    }

    private static bool AgreesWithList(int[] numbers)
    {
        var pinned = new HashSet<EntityKey>();
        var sut = new RestrictionIndex(10_000, (entity, stands) => _ = stands ? pinned.Add(entity) : pinned.Remove(entity));
        var set = new List<Restriction>();
        var lifted = new HashSet<EventId>();
        var now = 0;
        foreach (var number in numbers)
        {
            var random = new Random(number);
            now += random.Next(2_000);
            switch (random.Next(6))
            {
                case 0 when set.Count > 0:
                    var victim = set[random.Next(set.Count)];
                    lifted.Add(victim.Id);
                    sut.Lift(new RestrictionLift(victim.Id, victim.Entity, SampleEvents.StartMs + now, "a", "b"));
                    break;
                case 1:
                    sut.Sweep(SampleEvents.StartMs + now);
                    break;
                case 2 when set.Count > 0:
                    sut.Apply(set[random.Next(set.Count)]);
                    break;
                default:
                    var restriction = Make(random, now);
                    set.Add(restriction);
                    sut.Apply(restriction);
                    break;
            }

            var request = SampleEvents.Request(
                (Operation)random.Next(9), $"account-{random.Next(2)}", $"203.0.113.{random.Next(3)}", atMs: now);
            var expected = set.Where(r => !lifted.Contains(r.Id) && r.HoldsAt(request.TimeMs) && r.Covers(request.Operation)
                && r.Entity == request.Entity(r.Entity.Kind)).Select(r => (ActionKind?)r.Action).Max();
            if (sut.Find(request)?.Action != expected)
            {
                return false;
            }
        }

        sut.Sweep(SampleEvents.StartMs + now);
        return pinned.SetEquals(set.Where(r => !lifted.Contains(r.Id) && r.HoldsAt(SampleEvents.StartMs + now)).Select(r => r.Entity));
    }

    private static Restriction Make(Random random, int now) => EngineUnderTest.Standing(
        random.Next(2) == 0
            ? EngineUnderTest.Ip($"203.0.113.{random.Next(3)}")
            : EntityKey.Of(EntityKind.Account, SampleEvents.Id($"account-{random.Next(2)}")),
        (ActionKind)random.Next(4),
        now,
        random.Next(1, 6_000),
        random.Next(2) == 0 ? 0 : Restriction.MaskOf((Operation)random.Next(9)));
}
