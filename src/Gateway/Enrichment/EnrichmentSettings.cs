namespace SecurityDecisioning.Gateway.Enrichment;

/// <summary>
/// Files that enrichment looks things up in; bound from the section <c>Enrichment</c>. All are optional and may be replaced
/// while the gateway runs. Relative paths count from the configuration file's folder.
/// </summary>
public sealed class EnrichmentSettings
{
    public const string Section = "Enrichment";

    /// <summary>MaxMind DB of places (GeoLite2 or GeoIP2 City). Default: none.</summary>
    public string City { get; set; } = "";

    /// <summary>MaxMind DB of countries; asked where <see cref="City"/> has none. Default: none.</summary>
    public string Country { get; set; } = "";

    /// <summary>MaxMind DB of autonomous systems (GeoLite2 ASN). Default: none.</summary>
    public string Asn { get; set; } = "";

    /// <summary>MaxMind DB of anonymous networks (GeoIP2 Anonymous IP). Default: none.</summary>
    public string Anonymity { get; set; } = "";

    /// <summary>Lists of Tor exits. Default: none; at most 16 files each.</summary>
    public IList<string> Tor { get; } = [];

    /// <summary>Lists of data centres and hosting providers.</summary>
    public IList<string> Hosting { get; } = [];

    /// <summary>Lists of VPN providers.</summary>
    public IList<string> Vpn { get; } = [];

    /// <summary>The operator's own lists of networks known to be good.</summary>
    public IList<string> Allow { get; } = [];

    /// <summary>Lists with a meaning of the operator's own. Default: none; at most 8.</summary>
    public IList<NamedListSettings> Named { get; } = [];

    /// <summary>How often files are looked at for a change. Default 2 s; 500 ms to 1 h.</summary>
    public TimeSpan CheckEvery { get; set; } = TimeSpan.FromSeconds(2);
}
