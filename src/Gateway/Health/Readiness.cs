namespace SecurityDecisioning.Gateway.Health;

/// <summary>Whether memory has been brought back and requests are decided.</summary>
public sealed class Readiness
{
    private volatile bool _isReady;

    public bool IsReady => _isReady;

    public void Set() => _isReady = true;
}
