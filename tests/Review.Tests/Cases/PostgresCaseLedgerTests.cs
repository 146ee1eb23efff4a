using SecurityDecisioning.Audit.Postgres;
using SecurityDecisioning.Review.Cases;

namespace SecurityDecisioning.Review.Tests.Cases;

internal sealed class PostgresCaseLedgerTests : CaseLedgerContract
{
    private Func<string, ICaseLedger> _opened = null!;

    protected override async Task<(ICaseLedger Ledger, IAsyncDisposable Database)> MakeAsync()
    {
        var database = new PostgresDatabase(await (await PostgresServer.SharedAsync()).NewDatabaseAsync());
        _opened = source => new PostgresCaseLedger(database, source, Time);
        return (_opened("one"), database);
    }

    [Test]
    public async Task Verdict_that_a_peer_took_in_holds_for_all()
    {
        await Ledger.ApplyAsync([Change(Open(1))], 1);
        var peer = _opened("two");

        await peer.ApplyAsync([Change(Closed(Open(1)))], 5);

        Assert.That(await Ledger.FindAsync(Open(1).Id), Is.EqualTo(Closed(Open(1))));
        Assert.That(await Ledger.NextOffsetAsync(), Is.EqualTo(1));
        Assert.That(await peer.NextOffsetAsync(), Is.EqualTo(5));
    }

    [Test]
    public async Task Second_projector_of_a_source_stops_the_first()
    {
        await Ledger.ApplyAsync([Change(Open(1))], 1);
        Assert.That(await _opened("one").NextOffsetAsync(), Is.EqualTo(1));

        Assert.That(async () => await Ledger.ApplyAsync([Change(Open(2))], 2), Throws.TypeOf<SourceTakenException>());
    }

    [Test]
    public async Task Text_that_the_server_refuses_is_kept_as_near_as_it_can_be()
    {
        await Ledger.ApplyAsync([Change(Open(1, policy: "p\0q") with { Reason = "b\ud800d" })], 1);

        var found = (await Ledger.ListAsync(new CaseQuery { Policy = "p\0q" })).Single();
        Assert.That((found.Policy, found.Reason), Is.EqualTo(("p\ufffdq", "b\ufffdd")));
    }
}
