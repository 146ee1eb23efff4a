using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using SecurityDecisioning.Console.Hosting;
using SecurityDecisioning.Console.SignIn;
using SecurityDecisioning.Policies.Lifecycle;

namespace SecurityDecisioning.Console.WorkingCopies;

/// <summary>
/// Working copies as files of the console, one each: a line about it, then its documents, packed. Replaced as a whole, so that what
/// was saved once is there after a crash, a sign-out or a new version of the product. One change at a time.
/// </summary>
internal sealed class WorkingCopyStore
{
    private const int IdLength = 32;
    private const string Ending = ".copy";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly ConsoleUsers _users;
    private readonly TimeProvider _clock;

    public WorkingCopyStore(ConsoleOptions options, ConsoleUsers users, TimeProvider clock)
    {
        _folder = Path.Combine(options.DataFolder, "working-copies");
        _users = users;
        _clock = clock;
        OwnerOnly.CreateFolder(_folder);
    }

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Somebody's working copies, the newest first.</summary>
    public IReadOnlyList<WorkingCopy> Of(string owner)
    {
        lock (_gate)
        {
            return [.. All().Where(c => c.Owner == owner).OrderByDescending(c => c.ChangedMs)];
        }
    }

    /// <summary>A working copy of <paramref name="owner"/>; false where there is none, or it is somebody else's.</summary>
    public bool TryRead(
        string id, string owner, [NotNullWhen(true)] out WorkingCopy? copy, [NotNullWhen(true)] out VersionContent? content)
    {
        lock (_gate)
        {
            return Read(id, owner, out copy, out content);
        }
    }

    /// <summary>Keeps a new working copy.</summary>
    /// <returns>Why it cannot be kept, as a sentence; null where it is.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public string? Create(string owner, string from, string last, VersionContent content, out string id)
    {
        id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        lock (_gate)
        {
            var all = All().ToList();
            if (all.Count(c => c.Owner == owner) >= CopyLimits.OfOne)
            {
                return $"You have {CopyLimits.OfOne} working copies already; hand one in or discard one.";
            }

            if (all.Count >= CopyLimits.OfAll && !MakeRoom(all))
            {
                return $"The console keeps {CopyLimits.OfAll} working copies, and has them; somebody has to discard one.";
            }

            return Write(new WorkingCopy(id, owner, from, NowMs, NowMs, last), content);
        }
    }

    /// <summary>Changes a working copy.</summary>
    /// <param name="id">Which.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="last">The document that it is about.</param>
    /// <param name="edit">The change.</param>
    /// <param name="from">The version it is based on from now on; null for the same as before.</param>
    /// <returns>Why it cannot be changed, as a sentence; null where it is.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    public string? Change(string id, string owner, string last, CopyEdit edit, string? from = null)
    {
        lock (_gate)
        {
            if (!Read(id, owner, out var copy, out var content))
            {
                return "This working copy is not there any more: it was handed in or discarded.";
            }

            return edit(content, out var next)
                ?? Write(copy with { ChangedMs = NowMs, Last = last, From = from ?? copy.From }, next);
        }
    }

    /// <summary>Discards a working copy of <paramref name="owner"/>.</summary>
    /// <param name="id">Which.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="only">Only where its documents are still this version; null for whatever they are.</param>
    public void Remove(string id, string owner, string? only = null)
    {
        lock (_gate)
        {
            if (Read(id, owner, out _, out var content) && (only is null || content.Version == only))
            {
                File.Delete(PathOf(id));
            }
        }
    }

    /// <summary>Nobody comes back for what people worked on who may not sign in any more.</summary>
    private bool MakeRoom(List<WorkingCopy> all)
    {
        if (all.Where(c => _users.Find(c.Owner) is null).MinBy(c => c.ChangedMs) is not { } oldest)
        {
            return false;
        }

        File.Delete(PathOf(oldest.Id));
        return true;
    }

    private IEnumerable<WorkingCopy> All()
    {
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Ending))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            var start = new byte[CopyLimits.HeaderBytes];
            if (IsId(id) && ReadFile(path, start) is > 0 and var length && HeaderOf(id, start.AsSpan(0, length), out _) is { } copy)
            {
                yield return copy;
            }
        }
    }

    private bool Read(
        string id, string owner, [NotNullWhen(true)] out WorkingCopy? copy, [NotNullWhen(true)] out VersionContent? content)
    {
        (copy, content) = (null, null);
        if (!IsId(id))
        {
            return false;
        }

        var bytes = new byte[CopyLimits.HeaderBytes + LifecycleLimits.PackedBytes];
        var length = ReadFile(PathOf(id), bytes);
        copy = HeaderOf(id, bytes.AsSpan(0, length), out var begins);
        return copy?.Owner == owner && VersionContent.TryUnpack(bytes.AsMemory(begins, length - begins), null, out content);
    }

    private string? Write(WorkingCopy copy, VersionContent content)
    {
        var packed = content.Pack();
        if (packed.Length > LifecycleLimits.PackedBytes)
        {
            return $"The documents have more than {LifecycleLimits.PackedBytes} bytes when packed.";
        }

        OwnerOnly.Replace(
            PathOf(copy.Id), [.. JsonSerializer.SerializeToUtf8Bytes(copy, JsonSerializerOptions.Web), (byte)'\n', .. packed]);
        return null;
    }

    private static WorkingCopy? HeaderOf(string id, ReadOnlySpan<byte> bytes, out int begins)
    {
        begins = bytes.IndexOf((byte)'\n') + 1;
        try
        {
            return begins > 0 && JsonSerializer.Deserialize<WorkingCopy>(bytes[..begins], JsonSerializerOptions.Web) is
                { Owner: not null, From: not null, Last: not null } copy ? copy with { Id = id } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int ReadFile(string path, byte[] into)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = 0;
            for (int read; length < into.Length && (read = RandomAccess.Read(file, into.AsSpan(length), length)) > 0;)
            {
                length += read;
            }

            return length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private string PathOf(string id) => Path.Combine(_folder, id + Ending);
}
