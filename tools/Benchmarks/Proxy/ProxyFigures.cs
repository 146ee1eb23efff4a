namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>What the proxy benchmark found.</summary>
internal sealed record ProxyFigures(ProxyComparison Single, ProxyComparison Many, long GatewayResidentBytes);
