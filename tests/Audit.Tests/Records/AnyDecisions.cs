using System.Globalization;
using SecurityDecisioning.Audit.Records;

namespace SecurityDecisioning.Audit.Tests.Records;

/// <summary>Random decisions of few entities, not quite in the order of their times, and random questions about them.</summary>
internal static class AnyDecisions
{
    private const int Accounts = 12;

    public static EntityKey BusyIp { get; } = EntityKey.OfIp(Address(0));

    public static EntityKey Account(string name) => EntityKey.Of(EntityKind.Account, SampleEvents.Id(name));

    /// <summary>A batch after what <paramref name="model"/> has; now and then with a decision that is there already.</summary>
    public static List<DecisionRecord> Batch(Random random, ModelRecords model, int count)
    {
        var batch = new List<DecisionRecord>();
        if (model.Rows.Count > 0 && random.Next(10) == 0)
        {
            batch.Add(new DecisionRecord(model.Rows[random.Next(model.Rows.Count)], new byte[] { 1 }));
        }

        for (var i = 0; i < count; i++)
        {
            model.NowMs += random.Next(20);
            var late = random.Next(6) switch { 0 => random.Next(40), 1 when random.Next(50) == 0 => random.Next(20_000), _ => 0 };
            batch.Add(new DecisionRecord(Summary(random, model.NowMs - late), new byte[] { 7, (byte)i }));
        }

        return batch;
    }

    public static DecisionQuery Query(Random random, ModelRecords model) => new()
    {
        Entity = random.Next(8) == 0 ? null : Entity(random),
        Action = random.Next(6) == 0 ? Any<ActionKind>(random) : null,
        ShadowAction = random.Next(8) == 0 ? Any<ActionKind>(random) : null,
        Threat = random.Next(8) == 0 ? random.Next(2) == 0 ? Threat.None : Threat.Scraping : null,
        Route = random.Next(8) == 0 ? "r" + random.Next(4).ToString(CultureInfo.InvariantCulture) : null,
        Acted = random.Next(8) == 0,
        ShadowDiffers = random.Next(8) == 0,
        Before = random.Next(3) == 0 ? Id(random, model) : null,
        After = random.Next(4) == 0 ? Id(random, model) : null,
        Limit = random.Next(3) == 0 ? random.Next(1, 10) : random.Next(1, DecisionQuery.MaxLimit + 1),
    };

    private static DecisionSummary Summary(Random random, long ms)
    {
        var quiet = random.Next(5) != 0;
        return new DecisionSummary
        {
            Id = new EventId(((ulong)ms << 16) | (uint)random.Next(1 << 16), (ulong)random.NextInt64()),
            TimeMs = ms,
            Action = quiet ? ActionKind.Allow : Any<ActionKind>(random),
            ShadowAction = quiet ? ActionKind.Allow : Any<ActionKind>(random),
            Threat = quiet ? Threat.None : Threat.Scraping,
            Risk = quiet ? 0.125f : 0.875f,
            Route = "r" + random.Next(3).ToString(CultureInfo.InvariantCulture),
            Path = "/ä/" + random.Next(5).ToString(CultureInfo.InvariantCulture),
            Ip = random.Next(20) == 0 ? default : Address(random.Next(3) == 0 ? random.Next(9) : 0),
            Account = random.Next(3) == 0 ? default : Pseudonym(random, Accounts),
            Session = Pseudonym(random, 1_000),
            Device = random.Next(2) == 0 ? default : Pseudonym(random, 3),
            ApiKey = random.Next(10) == 0 ? Pseudonym(random, 2) : default,
        };
    }

    private static EventId Id(Random random, ModelRecords model) => model.Rows.Count == 0
        ? new EventId(1, 1)
        : model.Rows[random.Next(model.Rows.Count)].Id;

    private static EntityKey Entity(Random random) => random.Next(7) switch
    {
        0 => EntityKey.Of(EntityKind.Account, Pseudonym(random, Accounts + 1)),
        1 => EntityKey.Of(EntityKind.Session, Pseudonym(random, 1_000)),
        2 => EntityKey.Of(EntityKind.Device, Pseudonym(random, 3)),
        3 => EntityKey.Of(EntityKind.ApiKey, Pseudonym(random, 2)),
        4 => EntityKey.OfNetwork(Address(random.Next(9))),
        5 => EntityKey.OfIp(Address(random.Next(9))),
        _ => random.Next(5) == 0 ? default : BusyIp,
    };

    /// <summary>Some of them share a network; the last one is of the network of zeros.</summary>
    private static ClientAddress Address(int number) => number switch
    {
        < 4 => new ClientAddress(0, 0x0000_FFFF_CB00_7100UL + (uint)number),
        < 8 => new ClientAddress(0x2001_0DB8_0001_0000UL + (uint)(number % 2), (uint)number),
        _ => new ClientAddress(0, 1),
    };

    private static Pseudonym Pseudonym(Random random, int many) => new(77, 1 + (ulong)random.Next(many));

    private static T Any<T>(Random random)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[random.Next(values.Length)];
    }
}
