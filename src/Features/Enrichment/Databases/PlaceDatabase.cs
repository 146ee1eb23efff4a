using SecurityDecisioning.Features.Enrichment.Mmdb;

namespace SecurityDecisioning.Features.Enrichment.Databases;

/// <summary>Country and, where the database has it, place of an address: databases laid out as GeoLite2/GeoIP2 Country and City.</summary>
public sealed class PlaceDatabase(MmdbReader reader)
{
    private readonly PlaceCache _cache = new();

    public MmdbMetadata Metadata => reader.Metadata;

    /// <summary>Reads the fields that events carry; allocates nothing but the note of a record that was not read lately.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="country">ISO 3166-1 alpha-2, or empty.</param>
    /// <param name="place">Rounded to 0.01°, or unknown.</param>
    /// <returns>Whether the database has a record of the address.</returns>
    /// <exception cref="MmdbFormatException">The record is damaged: not after the file was verified.</exception>
    public bool TryRead(ClientAddress address, out string country, out GeoPoint place)
    {
        country = "";
        place = default;
        var entry = reader.Find(address);
        if (entry.IsNone)
        {
            return false;
        }

        if (_cache.TryGet(entry.Offset, out country, out place))
        {
            return true;
        }

        var data = reader.Section();
        var budget = MmdbSection.LookupBudget;
        var map = data.Follow(entry.Offset);
        if (map.Kind == MmdbKind.Map)
        {
            ReadRecord(data, map, ref budget, ref country, ref place);
        }

        GC.KeepAlive(reader);
        _cache.Keep(entry.Offset, country, place);
        return true;
    }

    private static void ReadRecord(MmdbSection data, MmdbField map, ref int budget, ref string country, ref GeoPoint place)
    {
        var registered = "";
        var offset = map.Payload;
        for (var i = 0; i < map.Size; i++)
        {
            var key = data.Key(ref offset, ref budget);
            if (key.SequenceEqual("country"u8))
            {
                country = Code(data, data.Follow(offset), ref budget);
            }
            else if (key.SequenceEqual("registered_country"u8))
            {
                registered = Code(data, data.Follow(offset), ref budget);
            }
            else if (key.SequenceEqual("location"u8))
            {
                place = Point(data, data.Follow(offset), ref budget);
            }

            if (country.Length > 0 && !place.IsNone)
            {
                return;
            }

            if (i + 1 < map.Size)
            {
                offset = data.Skip(offset, ref budget);
            }
        }

        // A satellite or anycast network is in no country, and still registered in one.
        country = country.Length == 0 ? registered : country;
    }

    private static string Code(MmdbSection data, MmdbField country, ref int budget) =>
        data.TryFind(country, "iso_code"u8, ref budget, out var code) ? CountryCodes.Of(data.Text(code)) : "";

    private static GeoPoint Point(MmdbSection data, MmdbField location, ref int budget)
    {
        if (location.Kind != MmdbKind.Map)
        {
            return default;
        }

        var (latitude, longitude, radius) = (double.NaN, double.NaN, 0u);
        var offset = location.Payload;
        for (var i = 0; i < location.Size; i++)
        {
            var key = data.Key(ref offset, ref budget);
            if (key.SequenceEqual("latitude"u8))
            {
                latitude = data.Real(data.Follow(offset));
            }
            else if (key.SequenceEqual("longitude"u8))
            {
                longitude = data.Real(data.Follow(offset));
            }
            else if (key.SequenceEqual("accuracy_radius"u8))
            {
                radius = data.Small(data.Follow(offset));
            }

            offset = data.Skip(offset, ref budget);
        }

        return GeoPoint.From(latitude, longitude, (int)Math.Min(radius, ushort.MaxValue));
    }
}
