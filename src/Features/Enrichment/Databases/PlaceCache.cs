namespace SecurityDecisioning.Features.Enrichment.Databases;

/// <summary>
/// Records that were read lately, by their place in the file: one of a city has some hundred fields to pass over, mostly names.
/// A fixed number of slots, no lock: two threads that meet in one both write what is true.
/// </summary>
internal sealed class PlaceCache
{
    private const int Bits = 13;
    private readonly Slot?[] _slots = new Slot?[1 << Bits];

    public bool TryGet(int offset, out string country, out GeoPoint place)
    {
        if (_slots[IndexOf(offset)] is { } slot && slot.Offset == offset)
        {
            (country, place) = (slot.Country, slot.Place);
            return true;
        }

        (country, place) = ("", default);
        return false;
    }

    public void Keep(int offset, string country, GeoPoint place) => _slots[IndexOf(offset)] = new Slot(offset, country, place);

    private static int IndexOf(int offset) => (int)((uint)offset * 2_654_435_761 >> (32 - Bits)) & ((1 << Bits) - 1);

    private sealed record Slot(int Offset, string Country, GeoPoint Place);
}
