namespace SecurityDecisioning.Streams;

/// <summary>How one topic is doing, as of one moment.</summary>
/// <param name="Topic">Which one.</param>
/// <param name="StartOffset">First offset still kept.</param>
/// <param name="EndOffset">Offset that the next record will get.</param>
/// <param name="DurableEndOffset">Every record below this offset is on disk.</param>
/// <param name="Bytes">Size on disk.</param>
/// <param name="Segments">Number of files.</param>
/// <param name="RecoveredBytes">Bytes of a torn tail that were cut when the log was opened.</param>
public sealed record TopicStatus(
    Topic Topic, long StartOffset, long EndOffset, long DurableEndOffset, long Bytes, int Segments, long RecoveredBytes);
