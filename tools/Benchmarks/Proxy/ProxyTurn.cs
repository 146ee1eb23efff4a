namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>One turn of one host.</summary>
/// <param name="Load">What wrk saw.</param>
/// <param name="CpuPerRequestUs">Processor time of the host's process per request, microseconds.</param>
internal readonly record struct ProxyTurn(WrkResult Load, double CpuPerRequestUs);
