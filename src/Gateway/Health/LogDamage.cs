using System.Collections.Concurrent;
using SecurityDecisioning.Streams;

namespace SecurityDecisioning.Gateway.Health;

/// <summary>Damage that readers of the log came upon and went on behind: what a person must be told until it is repaired.</summary>
public sealed class LogDamage(ILogger<LogDamage> logger)
{
    private const int Most = 100;

    private readonly ConcurrentDictionary<(string File, long Position), string> _found = new();

    /// <summary>File, byte and what is wrong there, one sentence each; the first hundred.</summary>
    public IReadOnlyCollection<string> Found => [.. _found.Values.Order(StringComparer.Ordinal)];

    /// <summary>Several readers pass the same place; it is said once.</summary>
    public ValueTask Note(LogCorruptException damage)
    {
        if (_found.Count < Most && _found.TryAdd((damage.File, damage.Position), damage.Message))
        {
            Log.LogDamaged(logger, damage.Message, damage.ResumeAt ?? -1);
        }

        return ValueTask.CompletedTask;
    }
}
