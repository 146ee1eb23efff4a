using System.Buffers;

namespace SecurityDecisioning.Features.Enrichment.Agents;

/// <summary>
/// Reads what a user agent says of itself: one pass over its words, no regular expression, no allocation. It is the client's
/// claim and nothing else.
/// </summary>
public static class UserAgents
{
    /// <summary>Characters that are read; what follows says nothing.</summary>
    public const int MaxLength = 512;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" ();,[]\"'");

    public static ClientAgent Parse(ReadOnlySpan<char> userAgent)
    {
        var rest = userAgent.Length > MaxLength ? userAgent[..MaxLength] : userAgent;
        var reading = default(AgentReading);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(Separators);
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!word.IsEmpty)
            {
                reading.Add(word);
            }
        }

        return reading.Result();
    }
}
