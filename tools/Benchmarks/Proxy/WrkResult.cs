namespace SecurityDecisioning.Benchmarks.Proxy;

/// <summary>One run of wrk: rate in requests per second, latencies in microseconds.</summary>
internal readonly record struct WrkResult(double PerSecond, double P50, double P99, long Requests, long NotOk);
