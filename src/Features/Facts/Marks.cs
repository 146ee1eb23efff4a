namespace SecurityDecisioning.Features.Facts;

/// <summary>
/// The hashes of what an event names, taken once per event. Distinct counts use 29 bits of them, profiles 32.
/// </summary>
internal readonly struct Marks
{
    public Marks(SecurityEvent e, in KeyedHash hash)
    {
        var network = e.Ip.Network;
        var ip = e.Ip.Subscriber;
        Account = e.Account.IsNone ? 0 : hash.Of(e.Account.High, e.Account.Low, 1);
        Device = e.Device.IsNone ? 0 : hash.Of(e.Device.High, e.Device.Low, 2);
        Ip = e.Ip.IsNone ? 0 : hash.Of(ip.High, ip.Low, 3);
        Network = e.Ip.IsNone ? 0 : hash.Of(network.High, network.Low, 4);
        UserAgent = e.UserAgent.Length == 0 ? 0 : hash.Of(e.UserAgent, 5);
        Path = e.Path.Length == 0 || e.Kind != EventKind.Request ? 0 : hash.Of(e.Path, 6);
        Asn = e.Asn == 0 ? 0 : hash.Of(e.Asn, 0, 8);
        Country = e.Country.Length == 0 ? 0 : hash.Of(e.Country, 7);
    }

    /// <summary>0 means the event names none, here and below.</summary>
    public ulong Account { get; }

    public ulong Device { get; }

    public ulong Ip { get; }

    public ulong Network { get; }

    public ulong UserAgent { get; }

    public ulong Path { get; }

    public ulong Country { get; }

    public ulong Asn { get; }

    public ulong Of(FeatureDistinct distinct) => distinct switch
    {
        FeatureDistinct.Accounts => Account,
        FeatureDistinct.Devices => Device,
        FeatureDistinct.Ips => Ip,
        FeatureDistinct.UserAgents => UserAgent,
        FeatureDistinct.UnknownNames => Account,
        _ => Path,
    };
}
