using System.Security.Cryptography;
using SecurityDecisioning.Contracts.Cases;
using SecurityDecisioning.Review.Budgets;
using SecurityDecisioning.Review.Canaries;

namespace SecurityDecisioning.Gateway.Guards;

/// <summary>
/// What the guards have counted, and up to where in the log. Counts and offsets are written together, so that after any end of the
/// process each record counts once: what a file does not have yet is read from the log again. Bounded by its parts.
/// </summary>
internal sealed class GuardBook(string file, ulong origin, Func<string, bool> hasBudget, Func<string, bool> isWatched)
{
    private const int Version = 1;
    private const int MaxBytes = 64 << 20;
    private const int MaxSets = 8;
    private const int HashBytes = 32;

    private readonly Lock _gate = new();
    private readonly OverturnBook _overturns = new(hasBudget);
    private readonly Dictionary<string, ShareCount> _decided = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShareCount> _rehearsed = new(StringComparer.Ordinal);
    private long _decisions;
    private long _verdicts;
    private bool _isDirty;

    /// <summary>First decision not counted yet.</summary>
    public long NextDecision
    {
        get
        {
            lock (_gate)
            {
                return _decisions;
            }
        }
    }

    /// <summary>First record of cases not counted yet.</summary>
    public long NextVerdict
    {
        get
        {
            lock (_gate)
            {
                return _verdicts;
            }
        }
    }

    public int Subjects
    {
        get
        {
            lock (_gate)
            {
                return _overturns.Subjects;
            }
        }
    }

    public void Take(IReadOnlyList<GuardFact> facts, long next)
    {
        lock (_gate)
        {
            foreach (var fact in facts)
            {
                if (fact.Touch is { } touch)
                {
                    _overturns.Take(touch);
                }

                CountOf(_decided, fact.SetHash)?.Add(fact.Subject, fact.Acted, fact.TimeMs);
                CountOf(_rehearsed, fact.CandidateHash)?.Add(fact.Subject, fact.CandidateActed, fact.TimeMs);
            }

            (_decisions, _isDirty) = (next, true);
        }
    }

    public void Take(IReadOnlyList<Case> cases, long next)
    {
        lock (_gate)
        {
            foreach (var item in cases)
            {
                _overturns.Take(item);
            }

            (_verdicts, _isDirty) = (next, true);
        }
    }

    /// <summary>Asks the counts something while nobody changes them.</summary>
    public T Ask<T>(Func<OverturnBook, T> question)
    {
        lock (_gate)
        {
            return question(_overturns);
        }
    }

    /// <summary>Asks how often a set acted, and how often it would have where it was rehearsed; null where it did not.</summary>
    public T Ask<T>(string setHash, Func<ShareCount?, ShareCount?, T> question)
    {
        lock (_gate)
        {
            return question(_decided.GetValueOrDefault(setHash), _rehearsed.GetValueOrDefault(setHash));
        }
    }

    /// <summary>Reads the file; false where there is none that can be used, and the log is read from its beginning.</summary>
    /// <param name="decisionsEnd">Where the log of decisions ends: a file that has counted further belongs to another log.</param>
    /// <param name="verdictsEnd">Likewise of cases.</param>
    public bool Load(long decisionsEnd, long verdictsEnd)
    {
        lock (_gate)
        {
            try
            {
                var bytes = File.Exists(file) && new FileInfo(file).Length <= MaxBytes ? File.ReadAllBytes(file) : [];
                if (bytes.Length <= HashBytes
                    || !SHA256.HashData(bytes.AsSpan(HashBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, HashBytes)))
                {
                    return false;
                }

                using var reader = new BinaryReader(new MemoryStream(bytes, HashBytes, bytes.Length - HashBytes));
                return Read(reader, decisionsEnd, verdictsEnd);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                return false;
            }
        }
    }

    /// <summary>Writes what changed since the last time, whole or not at all.</summary>
    /// <exception cref="IOException">The disk does not take it; the file before stays.</exception>
    public void Save()
    {
        byte[] bytes;
        lock (_gate)
        {
            if (!_isDirty)
            {
                return;
            }

            using var stream = new MemoryStream();
            stream.Write(new byte[HashBytes]);
            using var writer = new BinaryWriter(stream);
            Write(writer);
            writer.Flush();
            bytes = stream.ToArray();
            _isDirty = false;
        }

        SHA256.HashData(bytes.AsSpan(HashBytes)).CopyTo(bytes, 0);
        var aside = file + ".new";
        try
        {
            using (var output = new FileStream(aside, OwnerOnly()))
            {
                output.Write(bytes);
                output.Flush(flushToDisk: true);
            }

            File.Move(aside, file, overwrite: true);
        }
        catch
        {
            lock (_gate)
            {
                _isDirty = true;
            }

            throw;
        }
    }

    private bool Read(BinaryReader reader, long decisionsEnd, long verdictsEnd)
    {
        if (reader.ReadInt32() != Version || reader.ReadUInt64() != origin)
        {
            return false;
        }

        var (decisions, verdicts) = (reader.ReadInt64(), reader.ReadInt64());
        if (decisions < 0 || decisions > decisionsEnd || verdicts < 0 || verdicts > verdictsEnd)
        {
            return false;
        }

        _overturns.ReadFrom(reader);
        foreach (var counts in new[] { _decided, _rehearsed })
        {
            counts.Clear();
            for (var i = Math.Min(reader.ReadInt32(), MaxSets); i > 0; i--)
            {
                var hash = reader.ReadString();
                counts[hash] = ShareCount.Read(reader);
            }
        }

        (_decisions, _verdicts) = (decisions, verdicts);
        return true;
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(origin);
        writer.Write(_decisions);
        writer.Write(_verdicts);
        _overturns.Write(writer);
        foreach (var counts in new[] { _decided, _rehearsed })
        {
            writer.Write(counts.Count);
            foreach (var (hash, count) in counts)
            {
                writer.Write(hash);
                count.Write(writer);
            }
        }
    }

    /// <summary>The counts of a set that is watched at this moment; sets that no longer are make room.</summary>
    private ShareCount? CountOf(Dictionary<string, ShareCount> counts, string hash)
    {
        if (hash.Length == 0 || !isWatched(hash))
        {
            return null;
        }

        if (!counts.TryGetValue(hash, out var count))
        {
            foreach (var gone in counts.Keys.Where(h => !isWatched(h)).ToList())
            {
                counts.Remove(gone);
            }

            if (counts.Count >= MaxSets)
            {
                return null;
            }

            counts.Add(hash, count = new ShareCount());
        }

        return count;
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
