using SecurityDecisioning.Policies.Cel.Checking;
using SecurityDecisioning.Policies.Cel.Costs;
using SecurityDecisioning.Policies.Cel.Values;

namespace SecurityDecisioning.Policies.Cel.Functions;

/// <summary>The network extension: addresses and ranges of addresses.</summary>
internal static class NetworkFunctions
{
    public static IEnumerable<CelFunction> All { get; } =
    [
        CelFunction.Global("ip", Of(CelType.Ip, CelType.String, static v => ToIp(v.AsString))) with { Reader = ToIp },
        CelFunction.Global("isIP",
            Of(CelType.Bool, CelType.String, static v => CelValue.Of(CelIp.TryParse(v.AsString, out _)))),
        CelFunction.Global("ip.isCanonical",
            Of(CelType.Bool, CelType.String, static v => CelIp.TryParse(v.AsString, out var address)
                ? CelValue.Of(address!.ToString() == v.AsString)
                : CelErrors.BadAddress)),
        CelFunction.Global("cidr", Of(CelType.Cidr, CelType.String, static v => ToCidr(v.AsString))) with { Reader = ToCidr },
        CelFunction.Global("isCIDR",
            Of(CelType.Bool, CelType.String, static v => CelValue.Of(CelCidr.TryParse(v.AsString, out _)))),
        Ask("family", CelType.Int, static address => CelValue.Of(address.IsV6 ? 6L : 4L)),
        Ask("isUnspecified", CelType.Bool, static address => CelValue.Of(address.IsUnspecified)),
        Ask("isLoopback", CelType.Bool, static address => CelValue.Of(address.IsLoopback)),
        Ask("isGlobalUnicast", CelType.Bool, static address => CelValue.Of(address.IsGlobalUnicast)),
        Ask("isLinkLocalMulticast", CelType.Bool, static address => CelValue.Of(address.IsLinkLocalMulticast)),
        Ask("isLinkLocalUnicast", CelType.Bool, static address => CelValue.Of(address.IsLinkLocalUnicast)),
        CelFunction.Member("containsIP",
            Of(CelType.Ip, static (range, v) => CelValue.Of(range.Contains(v.AsIp))),
            Of(CelType.String, static (range, v) => CelIp.TryParse(v.AsString, out var address)
                ? CelValue.Of(range.Contains(address!))
                : CelErrors.BadAddress)) with { Reader = ToIp },
        CelFunction.Member("containsCIDR",
            Of(CelType.Cidr, static (range, v) => CelValue.Of(range.Contains(v.AsCidr))),
            Of(CelType.String, static (range, v) => CelCidr.TryParse(v.AsString, out var other)
                ? CelValue.Of(range.Contains(other!))
                : CelErrors.BadAddress)) with { Reader = ToCidr },
        CelFunction.Member("ip", Of(CelType.Ip, CelType.Cidr, static v => CelValue.Of(v.AsCidr.Address))),
        CelFunction.Member("masked", Of(CelType.Cidr, CelType.Cidr, static v => CelValue.Of(v.AsCidr.Masked()))),
        CelFunction.Member("prefixLength", Of(CelType.Int, CelType.Cidr, static v => CelValue.Of((long)v.AsCidr.Prefix))),
    ];

    /// <summary>Reading an address, or writing one for a comparison.</summary>
    private static double Reading(IReadOnlyList<CelShape> shapes) => 20;

    private static CelShape One(IReadOnlyList<CelShape> shapes) => CelShape.Scalar;

    private static CelOverload Of(CelType result, CelType from, Func<CelValue, CelValue> body) =>
        new(result, from) { One = body, Shape = One, Work = Reading };

    private static CelOverload Of(CelType other, Func<CelCidr, CelValue, CelValue> body) =>
        new(CelType.Bool, CelType.Cidr, other)
        {
            Two = (range, value) => body(range.AsCidr, value),
            Shape = One,
            Work = Reading,
        };

    private static CelFunction Ask(string name, CelType result, Func<CelIp, CelValue> body) =>
        CelFunction.Member(name, Of(result, CelType.Ip, value => body(value.AsIp)));

    private static CelValue ToIp(string text) =>
        CelIp.TryParse(text, out var address) ? CelValue.Of(address!) : CelErrors.BadAddress;

    private static CelValue ToCidr(string text) =>
        CelCidr.TryParse(text, out var range) ? CelValue.Of(range!) : CelErrors.BadAddress;
}
