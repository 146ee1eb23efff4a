using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Review.Restrictions;

namespace SecurityDecisioning.Review.Tests.Restrictions;

internal sealed class PostgresRestrictionLedgerTests : RestrictionLedgerContract
{
    private Func<string, IRestrictionLedger> _opened = null!;

    protected override async Task<(IRestrictionLedger Ledger, IAsyncDisposable Database)> MakeAsync()
    {
        var database = new PostgresDatabase(await (await PostgresServer.SharedAsync()).NewDatabaseAsync());
        _opened = source => new PostgresRestrictionLedger(database, source, Time);
        return (_opened("one"), database);
    }

    [Test]
    public async Task Lift_that_a_peer_took_in_holds_for_all()
    {
        var restriction = Restriction(1);
        await Ledger.ApplyAsync([Issue(restriction)], 1);
        var peer = _opened("two");

        await peer.ApplyAsync([Lift(restriction)], 5);

        Assert.That(await Ledger.ListAsync(new LedgerQuery { Standing = true }), Is.Empty);
        Assert.That(await Ledger.NextOffsetAsync(), Is.EqualTo(1));
        Assert.That(await peer.NextOffsetAsync(), Is.EqualTo(5));
    }

    [Test]
    public async Task Second_projector_of_a_source_stops_the_first()
    {
        await Ledger.ApplyAsync([Issue(Restriction(1))], 1);
        var second = _opened("one");
        Assert.That(await second.NextOffsetAsync(), Is.EqualTo(1));

        Assert.That(async () => await Ledger.ApplyAsync([Issue(Restriction(2))], 2), Throws.TypeOf<SourceTakenException>());

        Assert.That(await second.ListAsync(new LedgerQuery()), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Text_that_the_server_refuses_is_kept_as_near_as_it_can_be()
    {
        var restriction = Restriction(1, owner: "an\0n") with { Reason = "b\ud800d" };

        await Ledger.ApplyAsync([Issue(restriction)], 1);

        var found = (await Ledger.ListAsync(new LedgerQuery { Owner = "an\0n" })).Single().Restriction;
        Assert.That((found.Owner, found.Reason), Is.EqualTo(("an\ufffdn", "b\ufffdd")));
    }
}
