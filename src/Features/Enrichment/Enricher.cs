using SecurityDecisioning.Features.Enrichment.Agents;
using SecurityDecisioning.Features.Enrichment.Databases;
using SecurityDecisioning.Features.Enrichment.Mmdb;
using SecurityDecisioning.Features.Enrichment.Networks;

namespace SecurityDecisioning.Features.Enrichment;

/// <summary>
/// Everything that enrichment looks things up in, as one immutable whole: a request takes it once, a reload puts another in its
/// place. What is missing is unknown, nothing more.
/// </summary>
public sealed class Enricher
{
    private long _failures;

    /// <summary>The operator's own table of countries; comes before the databases.</summary>
    public CountryTable Countries { get; init; } = CountryTable.Empty;

    /// <summary>Places, and with them countries.</summary>
    public PlaceDatabase? City { get; init; }

    /// <summary>Countries, where <see cref="City"/> has none.</summary>
    public PlaceDatabase? Country { get; init; }

    public AsnDatabase? Asn { get; init; }

    public AnonymityDatabase? Anonymity { get; init; }

    public NetworkTable Networks { get; init; } = NetworkTable.Empty;

    /// <summary>Look-ups that met a damaged record since this one was made; 0 unless a file changed after it was checked.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>What is known of a client. Never throws, allocates next to nothing.</summary>
    public ClientFacts Enrich(in ClientSignals signals)
    {
        var agent = UserAgents.Parse(signals.UserAgent);
        var facts = new ClientFacts
        {
            Agent = agent,
            Hints = ClientHints.Compare(signals, agent),
            Network = Networks.Lookup(signals.Address),
            Country = Countries.Lookup(signals.Address),
        };
        try
        {
            return AddDatabases(signals.Address, facts);
        }
        catch (MmdbFormatException)
        {
            Interlocked.Increment(ref _failures);
            return facts;
        }
    }

    private ClientFacts AddDatabases(ClientAddress address, ClientFacts facts)
    {
        var country = facts.Country;
        var place = default(GeoPoint);
        if (City is not null && City.TryRead(address, out var ofCity, out place) && country.Length == 0)
        {
            country = ofCity;
        }

        if (Country is not null && country.Length == 0 && Country.TryRead(address, out var ofCountry, out _))
        {
            country = ofCountry;
        }

        return facts with
        {
            Country = country,
            Place = place,
            Asn = Asn?.NumberOf(address) ?? 0,
            Network = facts.Network | (Anonymity?.TraitsOf(address) ?? NetworkTraits.None),
        };
    }
}
