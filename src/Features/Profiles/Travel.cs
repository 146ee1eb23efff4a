namespace SecurityDecisioning.Features.Profiles;

/// <summary>How fast somebody must have travelled.</summary>
internal static class Travel
{
    private const double EarthRadiusKm = 6_371;
    private const double ShortestHours = 1 / 60.0;

    /// <summary>
    /// Kilometres per hour: the great circle (haversine) less what both places may be off by, over the time between, a minute at
    /// least.
    /// </summary>
    public static float KmPerHour(GeoPoint from, GeoPoint to, long elapsedMs)
    {
        var distance = DistanceKm(from, to) - from.RadiusKm - to.RadiusKm;
        return distance <= 0 ? 0 : (float)(distance / Math.Max(elapsedMs / 3_600_000.0, ShortestHours));
    }

    private static double DistanceKm(GeoPoint a, GeoPoint b)
    {
        double latitude = double.DegreesToRadians(a.Latitude), other = double.DegreesToRadians(b.Latitude);
        var north = Math.Sin((other - latitude) / 2);
        var east = Math.Sin(double.DegreesToRadians(b.Longitude - a.Longitude) / 2);
        var half = (north * north) + (Math.Cos(latitude) * Math.Cos(other) * east * east);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
