using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace SecurityDecisioning.Streams.Kafka;

/// <summary>
/// Where the native Kafka client is: named by <c>SD_RDKAFKA</c>, beside the program, or in the cache that
/// <c>build/kafka-native.sh</c> fills. The system's own is often too old, so it comes last.
/// </summary>
internal static class NativeKafka
{
    private const string FileName = "librdkafka.so.1";
    private const string Name = "librdkafka";
    private const string Cached = "security-decisioning/librdkafka-2.15.1";

    private static readonly Lock Gate = new();
    private static bool _isSet;

    /// <summary>Path of the library; null where none of the known places has it.</summary>
    public static string? Find() => Candidates().FirstOrDefault(File.Exists);

    /// <summary>Makes the client find the library. Call before the first use of the client.</summary>
    public static void Use()
    {
        lock (Gate)
        {
            if (!_isSet)
            {
                NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, Resolve);
                _isSet = true;
            }
        }
    }

    /// <exception cref="DllNotFoundException">There is none that loads.</exception>
    public static void Require()
    {
        Use();
        try
        {
            _ = Library.Version;
        }
        catch (Exception failure) when (failure is TypeInitializationException or InvalidOperationException or DllNotFoundException)
        {
            throw new DllNotFoundException(
                "the native Kafka client does not load: build it with build/kafka-native.sh, or name it with SD_RDKAFKA", failure);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name == Name && Find() is { } path ? NativeLibrary.Load(path) : 0;

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("SD_RDKAFKA") is { Length: > 0 } named)
        {
            yield return named;
        }

        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        if (Environment.GetEnvironmentVariable("SD_CACHE") is { Length: > 0 } own)
        {
            yield return Path.Combine(own, "librdkafka-2.15.1", FileName);
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        yield return Path.Combine(cache, Cached, FileName);
    }
}
