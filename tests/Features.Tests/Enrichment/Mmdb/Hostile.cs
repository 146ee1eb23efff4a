using SecurityDecisioning.Features.Enrichment.Databases;
using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Tests.Enrichment.Mmdb;

/// <summary>Files as an attacker, or a bad disk, makes them.</summary>
internal static class Hostile
{
    private const long MemoryPerTry = 128L << 20;

    public static byte[] Mutate(byte[] file, Random random)
    {
        var mutated = (byte[])file.Clone();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            // Most of the damage where the structure is: tree and metadata at the ends, data between.
            var at = random.Next(mutated.Length);
            mutated[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)random.Next(256), _ => (byte)(mutated[at] ^ 1 << random.Next(8)) };
        }

        return random.Next(6) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
    }

    /// <summary>Reads all there is to read. Nothing but the reader's own exception may come, and memory stays bounded.</summary>
    public static void Try(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var reader = MmdbReader.Read(file, "hostile");
            Guard(reader.Verify);
            var places = new PlaceDatabase(reader);
            var systems = new AsnDatabase(reader);
            var anonymity = new AnonymityDatabase(reader);
            foreach (var address in Addresses)
            {
                Guard(() => reader.Decode(reader.Find(address)));
                Guard(() => places.TryRead(address, out _, out _));
                Guard(() => systems.NumberOf(address));
                Guard(() => systems.OrganisationOf(address));
                Guard(() => anonymity.TraitsOf(address));
            }
        }
        catch (MmdbFormatException)
        {
            // As it should be.
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MemoryPerTry));
    }

    private static ClientAddress[] Addresses { get; } =
    [
        .. new[] { "1.1.1.1", "0.0.0.0", "255.255.255.255", "81.2.69.160", "216.160.83.56", "2001:218::1", "::", "ffff::1", "2002:101:101::" }
            .Select(a => ClientAddress.TryParse(a, out var address) ? address : default),
    ];

    private static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (MmdbFormatException)
        {
            // As it should be.
        }
    }
}
