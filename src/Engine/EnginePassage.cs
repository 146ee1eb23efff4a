using SecurityDecisioning.Features.Snapshots;

namespace SecurityDecisioning.Engine;

/// <summary>An event on its way through the log into memory; ends when disposed. The default one means nothing.</summary>
public readonly struct EnginePassage : IDisposable
{
    private readonly EventPassage _passage;

    internal EnginePassage(EventPassage passage) => _passage = passage;

    public void Dispose() => _passage.Dispose();
}
