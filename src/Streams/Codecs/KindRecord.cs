using System.Buffers;

namespace SecurityDecisioning.Streams.Codecs;

/// <summary>Records of a topic that holds several kinds: the version, the kind, then the kind's fields.</summary>
internal static class KindRecord
{
    private const int PrefixSize = 2;

    public delegate void Fields<in T>(ref FieldWriter writer, T item);

    /// <summary>Appends a record to <paramref name="destination"/> and returns its length.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="version">Of the topic's records.</param>
    /// <param name="kind">Which of them it is.</param>
    /// <param name="item">What it says.</param>
    /// <param name="maxSize">Most bytes that its fields can take.</param>
    /// <param name="fields">Writes them.</param>
    public static int Write<T>(IBufferWriter<byte> destination, byte version, byte kind, T item, int maxSize, Fields<T> fields)
    {
        var writer = new FieldWriter(destination.GetSpan(PrefixSize + maxSize));
        writer.Byte(version);
        writer.Byte(kind);
        fields(ref writer, item);
        destination.Advance(writer.Written);
        return writer.Written;
    }
}
