using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Projections;

/// <summary>Something that is built from a topic and remembers how far it has read.</summary>
public interface IProjection
{
    string Name { get; }

    Topic Topic { get; }

    /// <summary>Offset of the next record it will take.</summary>
    long NextOffset { get; }

    /// <summary>Why it could not take the last batch; null once it could. It tries again by itself.</summary>
    string? Problem { get; }
}
