using System.Text;
using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Enrichment.Databases;

/// <summary>Autonomous system of an address: databases laid out as GeoLite2 ASN.</summary>
public sealed class AsnDatabase(MmdbReader reader)
{
    private const int MaxOrganisationBytes = 512;

    public MmdbMetadata Metadata => reader.Metadata;

    /// <summary>The number, 0 where unknown; allocates nothing.</summary>
    /// <exception cref="MmdbFormatException">The record is damaged: not after the file was verified.</exception>
    public uint NumberOf(ClientAddress address)
    {
        var entry = reader.Find(address);
        if (entry.IsNone)
        {
            return 0;
        }

        var data = reader.Section();
        var budget = MmdbSection.LookupBudget;
        var number = data.TryFind(data.Follow(entry.Offset), "autonomous_system_number"u8, ref budget, out var field)
            ? data.Small(field)
            : 0;
        GC.KeepAlive(reader);
        return number;
    }

    /// <summary>Who runs it, for people; empty where unknown.</summary>
    public string OrganisationOf(ClientAddress address)
    {
        var entry = reader.Find(address);
        if (entry.IsNone)
        {
            return "";
        }

        var data = reader.Section();
        var budget = MmdbSection.LookupBudget;
        var map = data.Follow(entry.Offset);
        if (!data.TryFind(map, "autonomous_system_organization"u8, ref budget, out var field) || field.Kind != MmdbKind.Text)
        {
            return "";
        }

        var text = data.Text(field);
        var organisation = Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxOrganisationBytes)]);
        GC.KeepAlive(reader);
        return organisation;
    }
}
