using Microsoft.Extensions.ObjectPool;

namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>How pooled decisions are made and cleaned.</summary>
internal sealed class DecisionReset : PooledObjectPolicy<Decision>
{
    public override Decision Create() => new();

    public override bool Return(Decision obj)
    {
        obj.Reset();
        return true;
    }
}
