namespace SecurityDecisioning.Features.Snapshots;

/// <summary>What a snapshot says of itself, its first section.</summary>
public sealed record SnapshotHeader
{
    internal const string Section = "header";
    internal const int Version = 1;
    private const int MaxPositions = 4_096;

    /// <summary>When it was begun, milliseconds since the Unix epoch.</summary>
    public required long TakenMs { get; init; }

    /// <summary>Where to read on, per topic.</summary>
    public required IReadOnlyList<SnapshotPosition> Positions { get; init; }

    /// <summary>Release that wrote it; for people.</summary>
    public string Writer { get; init; } = "";

    /// <exception cref="SnapshotException">The topic is not in it.</exception>
    public long OffsetOf(string topic) =>
        Find(topic) ?? throw new SnapshotException($"the snapshot says nothing of topic {topic}");

    /// <summary>The same; null where the release that wrote the snapshot kept nothing of the topic.</summary>
    public long? Find(string topic)
    {
        foreach (var position in Positions)
        {
            if (position.Topic == topic && position.Partition == 0) return position.Offset;
        }

        return null;
    }

    public void Write(SnapshotWriter writer)
    {
        var buffer = new SnapshotBuffer();
        buffer.Add(TakenMs);
        buffer.AddText(Writer);
        buffer.Add(Positions.Count);
        foreach (var position in Positions)
        {
            buffer.AddText(position.Topic);
            buffer.Add(position.Partition);
            buffer.Add(position.Offset);
        }

        writer.Section(Section, Version, buffer.Written);
    }

    /// <exception cref="SnapshotException">The section is not there or does not read.</exception>
    public static SnapshotHeader Read(SnapshotReader reader)
    {
        var section = reader.Next(Section, Version);
        var takenMs = section.Read<long>();
        var writer = section.ReadText();
        var positions = new SnapshotPosition[section.ReadCount(16)];
        if (positions.Length > MaxPositions) throw section.Failure($"claims {positions.Length} positions");
        for (var i = 0; i < positions.Length; i++)
            positions[i] = new SnapshotPosition(section.ReadText(), section.Read<int>(), section.Read<long>());
        section.End();
        return new SnapshotHeader { TakenMs = takenMs, Writer = writer, Positions = positions };
    }
}
