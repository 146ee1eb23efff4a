namespace SecurityDecisioning.Gateway.Health;

/// <summary>
/// The health of at most a second ago. Asking walks every shard of the feature state, and anybody may ask: callers within one
/// second share one walk. Becoming ready counts at once.
/// </summary>
internal sealed class CachedHealth(Func<HealthSummary> ask, Func<bool> isReady, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private HealthSummary? _summary;
    private bool _wasReady;
    private long _askedAt;

    public HealthSummary Report()
    {
        lock (_lock)
        {
            var ready = isReady();
            if (_summary is null || ready != _wasReady || time.GetElapsedTime(_askedAt) >= Lifetime)
            {
                _summary = ask();
                _wasReady = ready;
                _askedAt = time.GetTimestamp();
            }

            return _summary;
        }
    }
}
