namespace SecurityDecisioning.Contracts.Events;

/// <summary>
/// Where an address is thought to be, to 0.01° (about 1 km) and with the radius it may be off by. The default value means
/// "unknown"; a known place has a radius of at least 1 km.
/// </summary>
/// <param name="LatitudeCenti">Hundredths of a degree, −9,000 to 9,000; north is positive.</param>
/// <param name="LongitudeCenti">Hundredths of a degree, −18,000 to 18,000; east is positive.</param>
/// <param name="RadiusKm">Kilometres, 1 to 65,535; 0 in the unknown place only.</param>
public readonly record struct GeoPoint(short LatitudeCenti, short LongitudeCenti, ushort RadiusKm)
{
    public const short MaxLatitudeCenti = 9_000;
    public const short MaxLongitudeCenti = 18_000;

    /// <summary>Where a database gives a place and no radius: what a city-level guess is commonly off by.</summary>
    public const ushort DefaultRadiusKm = 100;

    public bool IsNone => RadiusKm == 0;

    public double Latitude => LatitudeCenti / 100.0;

    public double Longitude => LongitudeCenti / 100.0;

    /// <summary>From degrees; unknown where they are no place on Earth.</summary>
    public static GeoPoint From(double latitude, double longitude, int radiusKm) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180
            ? new GeoPoint(
                (short)Math.Round(latitude * 100),
                (short)Math.Round(longitude * 100),
                radiusKm <= 0 ? DefaultRadiusKm : (ushort)Math.Min(radiusKm, ushort.MaxValue))
            : default;

    public override string ToString() => IsNone
        ? ""
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Latitude:0.00} {Longitude:0.00} ±{RadiusKm} km");
}
