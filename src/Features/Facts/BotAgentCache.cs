namespace SecurityDecisioning.Features.Facts;

/// <summary>
/// Answers of <see cref="BotAgents"/> by the keyed hash of the user agent: few different ones come again and again, and looking
/// through one for all those words costs more than the rest of an event's facts together. One answer a slot, a word each, so
/// threads neither wait nor see half of one; the newest stays. Two user agents that share 63 bits of a hash whose key nobody
/// knows would share an answer.
/// </summary>
internal sealed class BotAgentCache
{
    private const int SlotBits = 12;
    private readonly ulong[] _answers = new ulong[1 << SlotBits];

    /// <param name="userAgent">As the client sent it.</param>
    /// <param name="hash">Its keyed hash; 0 for an empty one.</param>
    public bool Matches(string userAgent, ulong hash)
    {
        ref var slot = ref _answers[hash >> (64 - SlotBits)];
        var answer = Volatile.Read(ref slot);
        if (answer >> 1 == hash >> 1 && answer != 0) return (answer & 1) != 0;
        var isBot = BotAgents.Matches(userAgent);
        Volatile.Write(ref slot, (hash & ~1UL) | (isBot ? 1UL : 0));
        return isBot;
    }
}
