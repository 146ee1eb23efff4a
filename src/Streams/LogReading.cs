using System.Runtime.CompilerServices;

namespace SecurityDecisioning.Streams;

/// <summary>Ways to read a log that its readers share.</summary>
public static class LogReading
{
    /// <summary>
    /// As <see cref="IRecordLog.ReadAsync"/>, but damage costs what is damaged and not all that follows: it is told to
    /// <paramref name="onDamage"/>, with where reading goes on, and reading goes on there.
    /// </summary>
    public static async IAsyncEnumerable<LogRecord> ReadPastDamageAsync(
        this IRecordLog log,
        Topic topic,
        long fromOffset,
        bool follow,
        Func<LogCorruptException, ValueTask> onDamage,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = fromOffset;
        while (true)
        {
            LogCorruptException? damage = null;
            await using var records = log.ReadAsync(topic, next, follow, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await records.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (LogCorruptException found) when (found.ResumeAt > next)
                {
                    damage = found;
                    break;
                }

                next = records.Current.Offset + 1;
                yield return records.Current;
            }

            await onDamage(damage);
            next = damage.ResumeAt!.Value;
        }
    }
}
